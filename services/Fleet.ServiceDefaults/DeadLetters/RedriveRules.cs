namespace Fleet.ServiceDefaults.DeadLetters;

/// <summary>How a redrive goes on.</summary>
public static class RedriveRules
{
    /// <summary>What could not be taken after several attempts waits for another redrive.</summary>
    public const string NotNow = "It could not be taken now: something that the service needs is away.";

    /// <summary>It was handed over as it was before.</summary>
    public const string Changed = "The letter was changed while it was handed over.";

    private const int MostATime = 50;
    private const int MostTries = 5;
    private const int MostCauses = 50;
    private static readonly TimeSpan Burst = TimeSpan.FromSeconds(1);

    /// <summary>A redrive that begins.</summary>
    public static Redrive Begun(RedriveOrder order, long selected, DateTimeOffset now) => new(
        order.Id, order.Hash, order.By, order.Plan, RedriveStates.Running, now, null, selected, new RedriveCounts(0, 0, 0), [], 0, new RedrivePlace(0, null), now - Burst, null);

    /// <summary>How many letters may be handed over now: what the rate allows since the last, of one second at most.</summary>
    public static int Budget(Redrive redrive, DateTimeOffset now)
    {
        var open = now - redrive.PaidUntil;
        var allowed = Math.Floor(Math.Min(open / Burst, 1) * redrive.Plan.PerSecond);
        return (int)Math.Clamp(allowed, 0, MostATime);
    }

    /// <summary>The redrive after a number of letters was handed over.</summary>
    public static Redrive Paid(Redrive redrive, int letters, DateTimeOffset now)
    {
        var from = redrive.PaidUntil > now - Burst ? redrive.PaidUntil : now - Burst;
        return redrive with { PaidUntil = from + Burst * ((double)letters / redrive.Plan.PerSecond) };
    }

    /// <summary>The redrive with a letter that was taken, or would be.</summary>
    public static Redrive Taken(Redrive redrive) => redrive with { Counts = redrive.Counts with { Taken = redrive.Counts.Taken + 1 } };

    /// <summary>The redrive with letters that did not wait any more.</summary>
    public static Redrive Skipped(Redrive redrive, int letters) => redrive with { Counts = redrive.Counts with { Skipped = redrive.Counts.Skipped + letters } };

    /// <summary>The redrive with a letter that was refused, or would be.</summary>
    public static Redrive Refused(Redrive redrive, DeadLetter letter, string reason)
    {
        var cause = LetterCause.Of(reason);
        var counted = redrive with { Counts = redrive.Counts with { Refused = redrive.Counts.Refused + 1 } };
        var known = redrive.Refusals.Any(one => one.Topic == letter.Topic && one.Cause == cause);
        if (!known && redrive.Refusals.Count >= MostCauses) return counted;
        var refusals = known ? redrive.Refusals : [.. redrive.Refusals, new RedriveRefusal(letter.Topic, cause, 0, letter.Id, reason)];
        return counted with { Refusals = [.. refusals.Select(one => one.Topic == letter.Topic && one.Cause == cause ? one with { Count = one.Count + 1 } : one)] };
    }

    /// <summary>The redrive with letters that are to be handed over again after a pause, which doubles; null: they had their chances.</summary>
    public static Redrive? Postponed(Redrive redrive, IReadOnlyList<string> letters, DateTimeOffset now)
    {
        var tries = (redrive.Again?.Tries ?? 0) + 1;
        return tries >= MostTries ? null : redrive with { Again = new RedriveAgain(letters, tries, now + TimeSpan.FromSeconds(Math.Pow(2, tries))) };
    }
}
