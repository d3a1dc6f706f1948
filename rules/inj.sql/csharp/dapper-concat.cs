using System.Collections.Generic;
using System.Data;
using System.Threading.Tasks;
using Dapper;

namespace Clinic.Records;

public class LabStore
{
    private readonly IDbConnection connection;

    public IEnumerable<LabResult> ByPatient(string mrn)
    {
        // ruleid: inj.sql.csharp.dapper-concat
        return connection.Query<LabResult>("SELECT * FROM LabResult WHERE Mrn = '" + mrn + "'");
    }

    public Task<int> Correct(string value, string order)
    {
        // ruleid: inj.sql.csharp.dapper-concat
        return connection.ExecuteAsync($"UPDATE LabResult SET Value = '{value}' WHERE OrderNo = '{order}'");
    }

    public Task<IEnumerable<LabResult>> Sorted(string column)
    {
        var sql = string.Format("SELECT * FROM LabResult ORDER BY {0}", column);
        // ruleid: inj.sql.csharp.dapper-concat
        return connection.QueryAsync<LabResult>(sql);
    }

    public IEnumerable<LabResult> Bound(string mrn)
    {
        // ok: inj.sql.csharp.dapper-concat
        return connection.Query<LabResult>("SELECT * FROM LabResult " + "WHERE Mrn = @mrn", new { mrn });
    }

    public Task<IEnumerable<LabResult>> In(string[] ids)
    {
        // ok: inj.sql.csharp.dapper-concat
        return connection.QueryAsync<LabResult>("SELECT * FROM LabResult WHERE Id IN @ids", new { ids });
    }

    public void Plan(Planner planner, string ward)
    {
        // ok: inj.sql.csharp.dapper-concat
        planner.Execute($"nightly-{ward}");
    }
}
