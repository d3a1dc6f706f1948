using System.Threading.Tasks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace Clinic.Api;

// ruleid: authn.csharp.anonymous-enabled
[AllowAnonymous]
public class PatientsController : ControllerBase
{
    public IActionResult Get(int id)
    {
        return Ok(id);
    }
}

[Authorize]
public class LabResultsController : ControllerBase
{
    // ruleid: authn.csharp.anonymous-enabled
    [AllowAnonymous]
    [HttpGet("{id}")]
    public IActionResult Get(int id)
    {
        return Ok(id);
    }

    // ok: authn.csharp.anonymous-enabled
    [HttpPost]
    public IActionResult Create(LabResult result)
    {
        return Ok(result);
    }

    // ruleid: authn.csharp.anonymous-enabled
    [HttpGet("export")]
    [AllowAnonymous]
    public async Task<IActionResult> Export()
    {
        return Ok(await Task.FromResult(1));
    }
}

// ok: authn.csharp.anonymous-enabled
[AllowAnonymous]
public class LoginController : ControllerBase
{
    public IActionResult Get()
    {
        return Ok();
    }
}

// ok: authn.csharp.anonymous-enabled
[Authorize(Policy = "Clinician")]
public class EncountersController : ControllerBase
{
    public IActionResult Get(int id)
    {
        return Ok(id);
    }
}

public class PatientInfoBuilder
{
    // ok: authn.csharp.anonymous-enabled
    [AllowAnonymous]
    public string Build()
    {
        return "";
    }
}
