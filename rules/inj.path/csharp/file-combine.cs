using System.IO;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace Clinic.Documents;

public class DocumentController : Controller
{
    private const string Store = "/srv/clinic/documents";

    public byte[] Letter()
    {
        // ruleid: inj.path.csharp.file-combine
        return System.IO.File.ReadAllBytes(Store + "/" + Request.Query["name"]);
    }

    [HttpGet("scan")]
    public IActionResult Scan(string name)
    {
        // ruleid: inj.path.csharp.file-combine
        var path = Path.Combine(Store, name);
        return PhysicalFile(path, "application/pdf");
    }

    [HttpPost]
    public void Upload(IFormFile file)
    {
        // ruleid: inj.path.csharp.file-combine
        using var target = new FileStream(Store + "/" + file.FileName, FileMode.Create);
        file.CopyTo(target);
    }

    [HttpGet("guarded")]
    public IActionResult Guarded(string name)
    {
        // ok: inj.path.csharp.file-combine
        var path = Path.GetFullPath(Path.Combine(Store, name));
        if (!path.StartsWith(Store + "/"))
        {
            return NotFound();
        }
        return PhysicalFile(path, "application/pdf");
    }

    [HttpPost]
    public void UploadLastPart(IFormFile file)
    {
        // ok: inj.path.csharp.file-combine
        using var target = new FileStream(Path.Combine(Store, Path.GetFileName(file.FileName)), FileMode.Create);
        file.CopyTo(target);
    }

    [HttpGet("consent")]
    public IActionResult Consent(string language)
    {
        // ok: inj.path.csharp.file-combine
        return PhysicalFile(Path.Combine(Store, "consent.pdf"), "application/pdf");
    }

    [HttpGet("checked")]
    public IActionResult Checked(string name)
    {
        // ok: inj.path.csharp.file-combine
        return PhysicalFile(Path.Combine(Store, documents.NameOf(name)), "application/pdf");
    }

    private string Internal(string name)
    {
        // ok: inj.path.csharp.file-combine
        return Path.Combine(Store, name);
    }
}
