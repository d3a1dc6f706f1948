using System.Linq;
using Microsoft.EntityFrameworkCore;

namespace Clinic.Records;

public class EncounterQueries
{
    private readonly ClinicContext context;

    public IQueryable<Encounter> ByWard(string ward)
    {
        // ruleid: inj.sql.csharp.ef-rawsql
        return context.Encounters.FromSqlRaw("SELECT * FROM Encounter WHERE Ward = '" + ward + "'");
    }

    public int Close(string room)
    {
        // ruleid: inj.sql.csharp.ef-rawsql
        return context.Database.ExecuteSqlRaw($"UPDATE Visit SET IsOpen = 0 WHERE Room = '{room}'");
    }

    public IQueryable<Encounter> ByCode(string code)
    {
        var sql = $"SELECT * FROM Encounter WHERE Code = '{code}'";
        // ruleid: inj.sql.csharp.ef-rawsql
        return context.Encounters.FromSqlRaw(sql);
    }

    public IQueryable<Encounter> Interpolated(string ward)
    {
        // ok: inj.sql.csharp.ef-rawsql
        return context.Encounters.FromSqlInterpolated($"SELECT * FROM Encounter WHERE Ward = {ward}");
    }

    public IQueryable<Encounter> Parameters(string ward)
    {
        // ok: inj.sql.csharp.ef-rawsql
        return context.Encounters.FromSqlRaw("SELECT * FROM Encounter WHERE Ward = {0}", ward);
    }

    public int Safe(string room)
    {
        // ok: inj.sql.csharp.ef-rawsql
        return context.Database.ExecuteSql($"UPDATE Visit SET IsOpen = 0 WHERE Room = {room}");
    }
}
