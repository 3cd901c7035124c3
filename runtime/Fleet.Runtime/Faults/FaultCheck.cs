namespace Fleet.Runtime.Faults;

/// <summary>Says what is wrong with a rule, every field of it.</summary>
internal static class FaultCheck
{
    // Far below what clocks and timers can count.
    private static readonly TimeSpan LongestLife = TimeSpan.FromDays(365);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(1);

    public static IEnumerable<FaultMistake> Of(FaultRule rule)
    {
        var operations = FaultOperations.Of(rule.Operation).ToList();
        if (operations.Count == 0)
            yield return new("operation", $"is '{rule.Operation}', expected one of {Names()}");
        if (!Enum.IsDefined(rule.Kind))
            yield return new("kind", $"is {(int)rule.Kind}, expected one of {string.Join(", ", Enum.GetNames<FaultKind>())}");
        if (!(rule.Probability is >= 0 and <= 1))
            yield return new("probability", FormattableString.Invariant($"is {rule.Probability}, expected a number from 0 to 1"));
        if (rule.Times is <= 0)
            yield return new("times", $"is {rule.Times}, expected at least 1");
        if (rule.For <= TimeSpan.Zero)
            yield return new("for", $"is {rule.For}, expected more than no time");
        if (rule.For > LongestLife)
            yield return new("for", $"is {rule.For}, expected at most {LongestLife}");
        foreach (var mistake in OfError(rule, operations).Concat(OfDelay(rule)))
            yield return mistake;
    }

    private static IEnumerable<FaultMistake> OfError(FaultRule rule, List<FaultOperation> operations)
    {
        if (rule.Status is null && rule.Message is null)
            yield break;
        var field = rule.Status is null ? "message" : "status";
        if (rule.Kind != FaultKind.Error)
            yield return new(field, $"is given with kind {rule.Kind}, expected with Error only");
        else if (rule.Status is < 400 or > 599)
            yield return new("status", $"is {rule.Status}, expected a number from 400 to 599");
        else if (rule.Status is not null && operations.Count > 0 && !operations.Exists(operation => operation.IsHttp))
            yield return new("status", $"is given for {rule.Operation}, expected for a call over HTTP only; a component's error has a message");
    }

    private static IEnumerable<FaultMistake> OfDelay(FaultRule rule)
    {
        if (rule.MinDelay < TimeSpan.Zero)
            yield return new("minDelay", $"is {rule.MinDelay}, expected no less than no time");
        if (rule.MinDelay > LongestDelay)
            yield return new("minDelay", $"is {rule.MinDelay}, expected at most {LongestDelay}");
        if (rule.MaxDelay > LongestDelay)
            yield return new("maxDelay", $"is {rule.MaxDelay}, expected at most {LongestDelay}");
        if (rule.MaxDelay < rule.MinDelay)
            yield return new("maxDelay", $"is {rule.MaxDelay}, expected no less than minDelay ({rule.MinDelay})");
        else if (rule.Kind == FaultKind.Delay && (rule.MaxDelay ?? rule.MinDelay) == TimeSpan.Zero)
            yield return new("minDelay", "is missing: a Delay needs to know how long");
    }

    private static string Names() =>
        string.Join(", ", FaultOperations.All.SelectMany(operation => new[] { operation.Group, operation.Name }).Distinct());
}
