using Fleet.Contracts.FineCollection;

namespace Fleet.FineCollection.Domain.Life;

/// <summary>The arithmetic of a plan to pay in parts.</summary>
public static class Plans
{
    /// <summary>Equal monthly parts; what does not divide is in the first. A day that a month lacks is the last of that month.</summary>
    public static InstalmentPlan Of(Money due, int count, DateOnly first)
    {
        var (part, rest) = Math.DivRem(due.MinorUnits, count);
        return new InstalmentPlan([.. Enumerable.Range(0, count).Select(index => Part(index, index == 0 ? part + rest : part))], due.MinorUnits);

        Instalment Part(int index, long minorUnits) => new(first.AddMonths(index), due with { MinorUnits = minorUnits });
    }

    /// <summary>
    /// The first part that is not covered; null when nothing is due. Parts are paid in order, so a part is covered when no more is due than the parts
    /// after it.
    /// </summary>
    public static Instalment? NextPart(Fine fine)
    {
        if (fine.Plan is not { } plan || Ledger.Due(fine.Ledger) is not { MinorUnits: > 0 } due) return null;
        var after = plan.Parts.Sum(part => part.Amount.MinorUnits);
        return plan.Parts.FirstOrDefault(part => due.MinorUnits > (after -= part.Amount.MinorUnits));
    }

    /// <summary>The plan with all days <paramref name="days"/> later.</summary>
    public static InstalmentPlan Later(InstalmentPlan plan, int days) =>
        plan with { Parts = [.. plan.Parts.Select(part => part with { DueDate = part.DueDate.AddDays(days) })] };
}
