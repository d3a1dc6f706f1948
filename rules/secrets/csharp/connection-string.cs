using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Configuration;
using Npgsql;

namespace Clinic.Data;

public class Connections
{
    // ruleid: secrets.csharp.connection-string
    private const string Records = "Server=db.example.org;Database=Records;User Id=clinic;Password=EXAMPLE;";

    public SqlConnection Literal()
    {
        // ruleid: secrets.csharp.connection-string
        return new SqlConnection("Data Source=db.example.org;Initial Catalog=Lab;User ID=lab;Pwd=EXAMPLE");
    }

    public NpgsqlConnection Postgres()
    {
        // ruleid: secrets.csharp.connection-string
        return new NpgsqlConnection("Host=db.example.org;Database=imaging;Username=pacs;Password=EXAMPLE");
    }

    public SqlConnection Configured(IConfiguration configuration)
    {
        // ok: secrets.csharp.connection-string
        return new SqlConnection(configuration.GetConnectionString("Records"));
    }

    public SqlConnection Identity()
    {
        // ok: secrets.csharp.connection-string
        return new SqlConnection("Server=db.example.org;Database=Records;Authentication=Active Directory Default;");
    }

    public string Template(string secret)
    {
        // ok: secrets.csharp.connection-string
        return string.Format("Server=db.example.org;Database=Records;User Id=clinic;Password={0};", secret);
    }

    public string Help()
    {
        // ok: secrets.csharp.connection-string
        return "Password= must not be empty";
    }
}
