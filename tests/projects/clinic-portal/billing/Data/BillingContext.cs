using Microsoft.EntityFrameworkCore;

namespace Clinic.Billing.Data;

/// <summary>One claim that the clinic sends to a payer.</summary>
public sealed class Claim
{
    public long Id { get; set; }
    public required string Payer { get; set; }
    public required string PatientName { get; set; }
    public required string MemberId { get; set; }
    public decimal Amount { get; set; }
    public DateOnly ServiceDate { get; set; }
    public string Status { get; set; } = "draft";
}

/// <summary>The tables of the billing service.</summary>
public sealed class BillingContext : DbContext
{
    public BillingContext(DbContextOptions<BillingContext> options)
        : base(options)
    {
    }

    public DbSet<Claim> Claims => Set<Claim>();

    protected override void OnModelCreating(ModelBuilder model)
    {
        model.Entity<Claim>(claim =>
        {
            claim.ToTable("claim");
            claim.HasKey(row => row.Id);
            claim.Property(row => row.Payer).HasMaxLength(80);
            claim.Property(row => row.MemberId).HasMaxLength(40);
            claim.HasIndex(row => new { row.Payer, row.Status });
        });
    }
}
