using System;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.DependencyInjection;

namespace Clinic.Web;

public class Timeouts
{
    public void Session(IServiceCollection services)
    {
        services.AddSession(options =>
        {
            // ruleid: session.csharp.timeout-aspnet
            options.IdleTimeout = TimeSpan.FromMinutes(60);
        });
    }

    public void SignIn(IServiceCollection services)
    {
        services.AddAuthentication().AddCookie(options =>
        {
            // ruleid: session.csharp.timeout-aspnet
            options.ExpireTimeSpan = TimeSpan.FromHours(8);
        });
    }

    public void Typed(CookieAuthenticationOptions options)
    {
        // ruleid: session.csharp.timeout-aspnet
        options.ExpireTimeSpan = TimeSpan.FromDays(14);
    }

    public void ShortSession(IServiceCollection services)
    {
        services.AddSession(options =>
        {
            // ok: session.csharp.timeout-aspnet
            options.IdleTimeout = TimeSpan.FromMinutes(15);
        });
    }

    public void ShortSignIn(CookieAuthenticationOptions options)
    {
        // ok: session.csharp.timeout-aspnet
        options.ExpireTimeSpan = TimeSpan.FromMinutes(10);
    }

    public void Cache(CacheEntryOptions options)
    {
        // ok: session.csharp.timeout-aspnet
        options.ExpireTimeSpan = TimeSpan.FromHours(8);
    }

    public void Configured(SessionOptions options, ClinicSettings settings)
    {
        // ok: session.csharp.timeout-aspnet
        options.IdleTimeout = settings.IdleTimeout;
    }
}
