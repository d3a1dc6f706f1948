using System;
using System.Threading.Tasks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Logging;

namespace Clinic.Web;

public class ExportController : ControllerBase
{
    private readonly ILogger<ExportController> logger;

    public IActionResult Whole()
    {
        try
        {
            return Ok(Export());
        }
        catch (Exception ex)
        {
            // ruleid: errors.csharp.exception-to-client
            return BadRequest(ex.ToString());
        }
    }

    public IActionResult Trace()
    {
        try
        {
            return Ok(Export());
        }
        catch (InvalidOperationException ex)
        {
            // ruleid: errors.csharp.exception-to-client
            return StatusCode(500, new { error = ex.StackTrace });
        }
    }

    public async Task Middleware(HttpContext context)
    {
        try
        {
            await Next(context);
        }
        catch (Exception ex)
        {
            // ruleid: errors.csharp.exception-to-client
            await context.Response.WriteAsync("Error: " + ex.Message);
        }
    }

    public IActionResult Reference(string id)
    {
        try
        {
            return Ok(Export());
        }
        catch (Exception ex)
        {
            // ok: errors.csharp.exception-to-client
            logger.LogError(ex, "export failed {Reference}", id);
            // ok: errors.csharp.exception-to-client
            return Problem(title: "Export failed", instance: id);
        }
    }

    public IActionResult Domain(string ward)
    {
        try
        {
            return Ok(Export());
        }
        catch (WardClosedException ex)
        {
            // ok: errors.csharp.exception-to-client
            return BadRequest(ex.Message);
        }
    }

    public string Describe(Visit visit)
    {
        // ok: errors.csharp.exception-to-client
        return visit.ToString();
    }
}
