using System.Text;

namespace Clinic.Billing.Data;

/// <summary>Statements that the tables of EF cannot say.</summary>
public static class ClaimQueries
{
    private static readonly Dictionary<string, string> Orders = new()
    {
        ["date"] = "service_date",
        ["amount"] = "amount DESC",
    };

    /// <summary>Open claims of one payer.</summary>
    public static string OpenOf(string payer)
    {
        var sql = new StringBuilder("SELECT * FROM claim WHERE status = 'open'");
        sql.Append(" AND payer = '").Append(payer).Append('\'');
        return sql.ToString();
    }

    /// <summary>Open claims of all payers, in one of two orders.</summary>
    public static string OpenInOrder(string order)
    {
        var column = Orders.GetValueOrDefault(order, "service_date");
        return "SELECT * FROM claim WHERE status = 'open' ORDER BY " + column;
    }
}
