using Clinic.Billing.Data;
using Clinic.Billing.Services;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Controllers;

/// <summary>Claims: list, search, import, submit.</summary>
[ApiController]
[Authorize(Roles = "billing")]
[AutoValidateAntiforgeryToken]
[Route("claims")]
public sealed class ClaimsController : Controller
{
    private readonly BillingContext context;
    private readonly PayerClient payers;
    private readonly ClaimVault vault;
    private readonly ILogger<ClaimsController> logger;

    public ClaimsController(BillingContext context, PayerClient payers, ClaimVault vault, ILogger<ClaimsController> logger)
    {
        this.context = context;
        this.payers = payers;
        this.vault = vault;
        this.logger = logger;
    }

    [HttpGet("search")]
    public async Task<IActionResult> Search([FromQuery] string name)
    {
        // planted: sql-injection
        var found = await context.Claims.FromSqlRaw($"SELECT * FROM claim WHERE patient_name LIKE '{name}%'").ToListAsync();
        return Ok(found);
    }

    [HttpGet("by-member")]
    public async Task<IActionResult> ByMember([FromQuery] string member)
    {
        // near-miss: sql-injection
        var found = await context.Claims.FromSqlInterpolated($"SELECT * FROM claim WHERE member_id = {member}").ToListAsync();
        return Ok(found);
    }

    [HttpGet("open")]
    public async Task<IActionResult> Open([FromQuery] string payer)
    {
        var sql = ClaimQueries.OpenOf(payer);
        // planted-flow: sql-injection
        return Ok(await context.Claims.FromSqlRaw(sql).ToListAsync());
    }

    [HttpGet("open/sorted")]
    public async Task<IActionResult> OpenSorted([FromQuery] string order)
    {
        var sql = ClaimQueries.OpenInOrder(order);
        // near-miss: sql-injection
        return Ok(await context.Claims.FromSqlRaw(sql).ToListAsync());
    }

    [HttpPost("import")]
    public async Task<IActionResult> Import()
    {
        using var buffer = new MemoryStream();
        await Request.Body.CopyToAsync(buffer);
        buffer.Position = 0;
        try
        {
            var claim = vault.Restore(buffer);
            context.Claims.Add(claim);
            await context.SaveChangesAsync();
            // near-miss: phi-in-log
            logger.LogInformation("imported claim {ClaimId}", claim.Id);
            return NoContent();
        }
        catch (Exception error)
        {
            // planted: stack-trace
            return StatusCode(500, error.ToString());
        }
    }

    [HttpPost("{id:long}/submit")]
    public async Task<IActionResult> Submit(long id)
    {
        var claim = await context.Claims.FindAsync(id);
        if (claim is null)
        {
            return NotFound();
        }
        // planted: phi-in-log
        logger.LogInformation("submitting claim of {PatientName}, member {MemberId}", claim.PatientName, claim.MemberId);
        try
        {
            await payers.SubmitAsync(claim);
        }
        catch (HttpRequestException error)
        {
            logger.LogError(error, "the payer refused claim {ClaimId}", id);
            // near-miss: stack-trace
            return StatusCode(502, "the payer does not answer");
        }
        return NoContent();
    }

    [HttpGet("{id:long}/label")]
    public async Task<IActionResult> Label(long id, [FromQuery] string title)
    {
        ViewData["Claim"] = await context.Claims.FindAsync(id);
        // planted: xss
        ViewData["Title"] = new HtmlString("<h1>" + title + "</h1>");
        // near-miss: xss
        ViewData["Footer"] = new HtmlString("<footer>Clinic billing</footer>");
        return View();
    }
}
