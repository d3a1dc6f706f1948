using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Clinic.Data;

public class ClinicContext : DbContext
{
    private readonly IHostEnvironment environment;

    protected override void OnConfiguring(DbContextOptionsBuilder options)
    {
        // ruleid: logging.csharp.sql-bind-logging
        options.EnableSensitiveDataLogging();
    }

    public void Register(IServiceCollection services, string connection)
    {
        // ruleid: logging.csharp.sql-bind-logging
        services.AddDbContext<ClinicContext>(o => o.UseSqlServer(connection).EnableSensitiveDataLogging());
    }

    public void Explicit(DbContextOptionsBuilder options)
    {
        // ruleid: logging.csharp.sql-bind-logging
        options.EnableSensitiveDataLogging(true);
    }

    public void Development(DbContextOptionsBuilder options)
    {
        if (environment.IsDevelopment())
        {
            // ok: logging.csharp.sql-bind-logging
            options.EnableSensitiveDataLogging();
        }
    }

    public void Off(DbContextOptionsBuilder options)
    {
        // ok: logging.csharp.sql-bind-logging
        options.EnableSensitiveDataLogging(false);
    }

    public void Errors(DbContextOptionsBuilder options)
    {
        // ok: logging.csharp.sql-bind-logging
        options.EnableDetailedErrors();
    }
}
