using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Web;

public class SignInCookies
{
    public void Explicit(HttpResponse response, string token)
    {
        // ruleid: session.csharp.cookie-no-httponly
        response.Cookies.Append("auth-token", token, new CookieOptions { HttpOnly = false, Secure = true });
    }

    public void Forgotten(HttpResponse response, string token)
    {
        // ruleid: session.csharp.cookie-no-httponly
        response.Cookies.Append("clinic-session", token, new CookieOptions { Secure = true });
    }

    public void Session(SessionOptions options)
    {
        // ruleid: session.csharp.cookie-no-httponly
        options.Cookie.HttpOnly = false;
    }

    public void Complete(HttpResponse response, string token)
    {
        // ok: session.csharp.cookie-no-httponly
        response.Cookies.Append("clinic-session", token, new CookieOptions { Secure = true, HttpOnly = true });
    }

    public void Csrf(HttpResponse response, string token)
    {
        // ok: session.csharp.cookie-no-httponly
        response.Cookies.Append("XSRF-TOKEN", token, new CookieOptions { Secure = true, HttpOnly = false });
    }

    public void Language(HttpResponse response, string language)
    {
        // ok: session.csharp.cookie-no-httponly
        response.Cookies.Append("ui-language", language, new CookieOptions { Secure = true });
    }
}
