using System.Text.Json;
using System.Text.Json.Serialization;

namespace Fleet.Cli.Up;

/// <summary>
/// The last word of <c>fleet up</c>: one JSON object. Everything but <see cref="StartupMs"/> counts over all runs of the
/// data directory.
/// </summary>
internal sealed record Report(
    long PositionsAccepted,
    long PassagesAccepted,
    int ViolationsExpected,
    long Violations,
    int FinesIssued,
    int Referred,
    int OwnerUnknown,
    int MailsDelivered,
    long DeadLetters,
    int Duplicates,
    int Lost,
    int Unexpected,
    Latency PassageToMailMs,
    double? StartupMs,
    bool Agrees,
    IReadOnlyList<string> Disagreements)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.Never };

    /// <summary>The object as one line.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>The report in words.</summary>
    public IEnumerable<string> Lines()
    {
        yield return $"passages accepted     {PassagesAccepted}, positions accepted {PositionsAccepted}";
        yield return $"violations            {Violations} of {ViolationsExpected} expected";
        yield return $"fines                 {FinesIssued} issued, {Referred} referred, {OwnerUnknown} without a known owner";
        yield return $"mails                 {MailsDelivered}, dead letters {DeadLetters}, duplicates {Duplicates}, lost {Lost}";
        if (PassageToMailMs is { P50: { } p50, P99: { } p99 })
            yield return FormattableString.Invariant($"passage to mail       p50 {p50:0.0} ms, p99 {p99:0.0} ms");
        if (StartupMs is { } startup)
            yield return FormattableString.Invariant($"start to first mail   {startup:0} ms");
        foreach (var disagreement in Disagreements)
            yield return "! " + disagreement;
        yield return Agrees ? "Truth, services and mailbox agree." : "Truth, services and mailbox do NOT agree.";
    }
}

/// <summary>Milliseconds from the sending of a passage to the acceptance of its mail.</summary>
internal sealed record Latency(double? P50, double? P99);
