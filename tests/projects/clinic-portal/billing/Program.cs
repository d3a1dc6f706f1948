using Clinic.Billing.Data;
using Clinic.Billing.Services;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddControllersWithViews();
builder.Services.AddDbContext<BillingContext>(options =>
    options.UseNpgsql(builder.Configuration.GetConnectionString("Billing")));
builder.Services.AddSingleton<PayerClient>();
builder.Services.AddSingleton<ClaimVault>();
builder.Services.AddSession(options =>
{
    // near-miss: long-session
    options.IdleTimeout = TimeSpan.FromMinutes(10);
    options.Cookie.HttpOnly = true;
    // near-miss: insecure-cookie
    options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
});
builder.Services
    .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
    .AddCookie(options =>
    {
        // planted: long-session
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        // planted: insecure-cookie
        options.Cookie.SecurePolicy = CookieSecurePolicy.None;
        options.Cookie.HttpOnly = true;
    });
builder.Services.AddAuthorization();

var app = builder.Build();

if (app.Environment.IsDevelopment())
{
    // near-miss: debug-mode
    app.UseDeveloperExceptionPage();
}

app.UseHttpsRedirection();
app.UseHsts();
app.UseAuthentication();
app.UseAuthorization();
app.UseSession();

app.Map("/support", support =>
{
    // planted: debug-mode
    support.UseDeveloperExceptionPage();
    support.UseRouting();
});

app.MapControllers().RequireAuthorization();
app.Run();
