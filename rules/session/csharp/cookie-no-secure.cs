using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;

namespace Clinic.Web;

public class PortalCookies
{
    public void Explicit(HttpResponse response, string token)
    {
        // ruleid: session.csharp.cookie-no-secure
        response.Cookies.Append("portal-session", token, new CookieOptions { HttpOnly = true, Secure = false });
    }

    public void Forgotten(HttpResponse response, string token)
    {
        // ruleid: session.csharp.cookie-no-secure
        response.Cookies.Append("portal-session", token, new CookieOptions { HttpOnly = true });
    }

    public void Bare(HttpResponse response, string token)
    {
        // ruleid: session.csharp.cookie-no-secure
        response.Cookies.Append("portal-session", token);
    }

    public void SignIn(CookieAuthenticationOptions options)
    {
        // ruleid: session.csharp.cookie-no-secure
        options.Cookie.SecurePolicy = CookieSecurePolicy.None;
    }

    public void Complete(HttpResponse response, string token)
    {
        // ok: session.csharp.cookie-no-secure
        response.Cookies.Append("portal-session", token, new CookieOptions { HttpOnly = true, Secure = true });
    }

    public void Computed(HttpRequest request, HttpResponse response, string token)
    {
        // ok: session.csharp.cookie-no-secure
        response.Cookies.Append("portal-session", token, new CookieOptions { Secure = request.IsHttps, HttpOnly = true });
    }

    public void Delete(HttpResponse response)
    {
        // ok: session.csharp.cookie-no-secure
        response.Cookies.Delete("portal-session");
    }

    public void SignInAlways(CookieAuthenticationOptions options)
    {
        // ok: session.csharp.cookie-no-secure
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
    }
}
