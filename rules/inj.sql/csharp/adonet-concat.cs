using System.Data;
using Microsoft.Data.SqlClient;

namespace Clinic.Records;

public class PatientStore
{
    private const string Columns = "Id, FamilyName, Ward";
    private const string PATIENT_TABLE = "dbo.Patient";
    private readonly SqlConnection connection;

    public SqlCommand ByRecordNumber(string mrn)
    {
        // ruleid: inj.sql.csharp.adonet-concat
        return new SqlCommand("SELECT * FROM Patient WHERE Mrn = '" + mrn + "'", connection);
    }

    public SqlDataReader ByWard(string ward)
    {
        using var command = connection.CreateCommand();
        // ruleid: inj.sql.csharp.adonet-concat
        command.CommandText = $"SELECT Id FROM Admission WHERE Ward = '{ward}'";
        return command.ExecuteReader();
    }

    public int Discharge(string visit)
    {
        var sql = string.Format("UPDATE Visit SET Closed = 1 WHERE No = '{0}'", visit);
        // ruleid: inj.sql.csharp.adonet-concat
        using var command = new SqlCommand(sql, connection);
        return command.ExecuteNonQuery();
    }

    public SqlCommand Bound(string mrn)
    {
        // ok: inj.sql.csharp.adonet-concat
        var command = new SqlCommand("SELECT " + Columns + " FROM Patient WHERE Mrn = @mrn", connection);
        command.Parameters.Add("@mrn", SqlDbType.NVarChar, 20).Value = mrn;
        return command;
    }

    public SqlCommand ByConstant()
    {
        // ok: inj.sql.csharp.adonet-concat
        return new SqlCommand($"SELECT Id FROM {PATIENT_TABLE} WHERE Closed = 0", connection);
    }

    public void LongText(IDbCommand command)
    {
        // ok: inj.sql.csharp.adonet-concat
        command.CommandText = "SELECT Id " + "FROM Admission " + "WHERE Closed = 0";
    }

    public void ByKey(SqlCommand command, short type, long first)
    {
        // ok: inj.sql.csharp.adonet-concat
        command.CommandText = $"SELECT COUNT(*) FROM Resource WHERE Type = {type} AND Id >= {first}";
    }

    public void Mixed(SqlCommand command, short type, string ward)
    {
        // ruleid: inj.sql.csharp.adonet-concat
        command.CommandText = $"SELECT COUNT(*) FROM Resource WHERE Type = {type} AND Ward = '{ward}'";
    }

    public SqlCommand Filtered(string ward)
    {
        var sql = "SELECT Id FROM Admission WHERE Closed = 0";
        if (ward != null)
        {
            sql += $" AND Ward = '{ward}'";
        }
        // ruleid: inj.sql.csharp.adonet-concat
        return new SqlCommand(sql, connection);
    }

    public SqlCommand Initialiser(string ward)
    {
        // ruleid: inj.sql.csharp.adonet-concat
        return new SqlCommand { CommandText = "SELECT Id FROM Admission WHERE Ward = '" + ward + "'", Connection = connection };
    }

    public SqlCommand FilteredBound(string ward)
    {
        var sql = "SELECT Id FROM Admission WHERE Closed = 0";
        if (ward != null)
        {
            sql += " AND Ward = @ward";
        }
        // ok: inj.sql.csharp.adonet-concat
        return new SqlCommand(sql, connection);
    }

    public PrintCommand Other(string name)
    {
        // ok: inj.sql.csharp.adonet-concat
        return new PrintCommand("select tray " + name);
    }
}
