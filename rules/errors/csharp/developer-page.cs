using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Hosting;

namespace Clinic.Web;

public class Startup
{
    public void Always(IApplicationBuilder app)
    {
        // ruleid: errors.csharp.developer-page
        app.UseDeveloperExceptionPage();
        app.UseRouting();
    }

    public void Inverted(IApplicationBuilder app, IWebHostEnvironment env)
    {
        if (env.IsDevelopment())
        {
            app.UseRouting();
        }
        else
        {
            app.UseHsts();
        }
        // ruleid: errors.csharp.developer-page
        app.UseMigrationsEndPoint();
    }

    public void Program(WebApplication app)
    {
        // ruleid: errors.csharp.developer-page
        app.UseDeveloperExceptionPage(new DeveloperExceptionPageOptions { SourceCodeLineCount = 20 });
    }

    public void Guarded(IApplicationBuilder app, IWebHostEnvironment env)
    {
        if (env.IsDevelopment())
        {
            // ok: errors.csharp.developer-page
            app.UseDeveloperExceptionPage();
        }
        else
        {
            // ok: errors.csharp.developer-page
            app.UseExceptionHandler("/error");
        }
    }

    public void GuardedProgram(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
        {
            // ok: errors.csharp.developer-page
            app.UseDeveloperExceptionPage();
        }
    }

    public void Local(WebApplication app, bool local)
    {
        if (local)
        {
            // ok: errors.csharp.developer-page
            app.UseDeveloperExceptionPage();
        }
    }
}
