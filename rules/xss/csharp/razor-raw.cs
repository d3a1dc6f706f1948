using System.Text.Encodings.Web;
using Ganss.Xss;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Clinic.Web;

public class NoteHelper
{
    private const string Footer = "<footer>Ward office</footer>";
    private readonly HtmlSanitizer sanitizer;

    public IHtmlContent Note(IHtmlHelper html, string note)
    {
        // ruleid: xss.csharp.razor-raw
        return html.Raw(note);
    }

    public HtmlString Heading(string ward)
    {
        // ruleid: xss.csharp.razor-raw
        return new HtmlString("<h1>" + ward + "</h1>");
    }

    public MarkupString Rich(Visit visit)
    {
        // ruleid: xss.csharp.razor-raw
        return new MarkupString(visit.Note);
    }

    public void Tag(TagHelperOutput output, string name)
    {
        // ruleid: xss.csharp.razor-raw
        output.Content.SetHtmlContent($"<b>{name}</b>");
    }

    public IHtmlContent Constant(IHtmlHelper html)
    {
        // ok: xss.csharp.razor-raw
        return html.Raw(Footer);
    }

    public HtmlString Joined()
    {
        // ok: xss.csharp.razor-raw
        return new HtmlString("<p>" + "Ward office" + "</p>");
    }

    public HtmlString Clean(string note)
    {
        // ok: xss.csharp.razor-raw
        return new HtmlString(sanitizer.Sanitize(note));
    }

    public HtmlString Encoded(string note)
    {
        // ok: xss.csharp.razor-raw
        return new HtmlString(HtmlEncoder.Default.Encode(note));
    }

    public void Text(TagHelperOutput output, string name)
    {
        // ok: xss.csharp.razor-raw
        output.Content.SetContent(name);
    }
}
