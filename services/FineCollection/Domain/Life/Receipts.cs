namespace Fleet.FineCollection.Domain.Life;

/// <summary>The money that a fine has really got.</summary>
public static class Receipts
{
    /// <summary>Payments that stand.</summary>
    public static IEnumerable<Payment> Standing(Fine fine) => (fine.Payments ?? []).Where(payment => payment.ReversedBy is null);

    /// <summary>Payments that stand less repayments; negative when more went back than was really paid.</summary>
    public static long Cash(Fine fine) =>
        checked(Standing(fine).Sum(payment => payment.MinorUnits) - (fine.Repayments ?? []).Sum(repayment => repayment.MinorUnits));

    /// <summary>What had come by the end of <paramref name="day"/>, by value date. What went back is taken from the latest money first.</summary>
    public static long By(Fine fine, DateOnly day) =>
        Math.Min(Cash(fine), Standing(fine).Where(payment => payment.ValueDate <= day).Sum(payment => payment.MinorUnits));
}
