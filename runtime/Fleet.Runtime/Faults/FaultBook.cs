using System.Globalization;

namespace Fleet.Runtime.Faults;

/// <summary>
/// The faults of one runtime. The same rules in the same order and the same seed decide alike, call for call: a rule's
/// n-th call gets the same fault in every run.
/// </summary>
public sealed class FaultBook(TimeProvider time, int seed = 0)
{
    private readonly Lock gate = new();
    private List<ActiveFault> all = [];
    private volatile ActiveFault[] acting = [];
    private int added;

    /// <summary>Decides which calls are hit.</summary>
    public int Seed => seed;

    /// <summary>Every rule, in the order in which they were added, also those that have ended.</summary>
    public IReadOnlyList<FaultStatus> Rules
    {
        get
        {
            var now = time.GetUtcNow();
            lock (gate)
                return [.. all.Select(fault => new FaultStatus(fault.Rule, fault.Acted, fault.EndsAt, fault.HasEnded(now)))];
        }
    }

    internal TimeProvider Time => time;

    /// <summary>False: nothing can happen to any call.</summary>
    internal bool Acts => acting.Length > 0;

    /// <summary>Adds a rule; gives it back with its id.</summary>
    /// <exception cref="FaultRuleException">It cannot be so.</exception>
    public FaultRule Add(FaultRule rule)
    {
        var mistakes = FaultCheck.Of(rule).ToList();
        lock (gate)
        {
            if (all.Exists(fault => fault.Rule.Id == rule.Id))
                mistakes.Add(new FaultMistake("id", $"is '{rule.Id}', which another fault has"));
            if (mistakes.Count > 0)
                throw new FaultRuleException(mistakes);
            added++;
            var named = rule.Id.Length > 0 ? rule : rule with { Id = NewId_NeedsLock() };
            all = [.. all, new ActiveFault(named, HashOf(seed, added), time.GetUtcNow() + rule.For)];
            Refresh_NeedsLock();
            return named;
        }
    }

    /// <summary>Removes a rule; what it holds back goes on. False: there is none of that id.</summary>
    public bool Remove(string id) => RemoveAll(fault => fault.Rule.Id == id) > 0;

    /// <summary>Removes all rules; says how many there were.</summary>
    public int Clear() => RemoveAll(_ => true);

    /// <summary>What happens to the call that is made next at a place.</summary>
    internal FaultDecision Decide(in FaultPlace place)
    {
        var now = time.GetUtcNow();
        var decision = default(FaultDecision);
        var over = false;
        foreach (var fault in acting)
        {
            if (!place.Is(fault.Rule))
                continue;
            if (decision.Act is null && fault.Acts(now, out var wait, out var hold))
                decision = decision with { Wait = decision.Wait + wait, Act = fault.Rule.Kind == FaultKind.Delay ? null : fault, Hold = hold };
            else if (fault.Rule.Kind == FaultKind.Reorder)
                decision = decision with { Passed = [.. decision.Passed ?? [], fault] };

            over |= fault.HasEnded(now);
        }

        if (over)
            Refresh();
        return decision;
    }

    private void Refresh()
    {
        lock (gate)
            Refresh_NeedsLock();
    }

    private void Refresh_NeedsLock()
    {
        var now = time.GetUtcNow();
        // One that holds a call back must still see the later call that lets it go.
        acting = [.. all.Where(fault => !fault.HasEnded(now) || (fault.Rule.Kind == FaultKind.Reorder && !fault.HoldsNobody))];
    }

    private int RemoveAll(Predicate<ActiveFault> which)
    {
        List<ActiveFault> removed;
        lock (gate)
        {
            removed = all.FindAll(which);
            all = [.. all.Except(removed)];
            Refresh_NeedsLock();
        }

        removed.ForEach(fault => fault.Release());
        return removed.Count;
    }

    private string NewId_NeedsLock()
    {
        for (var number = added; ; number++)
        {
            var id = number.ToString(CultureInfo.InvariantCulture);
            if (!all.Exists(fault => fault.Rule.Id == id))
                return id;
        }
    }

    // The same in every process, unlike HashCode.
    private static int HashOf(int seed, int number) => unchecked((seed * 486_187_739) + (number * 16_777_619));
}

/// <summary>What happens to one call.</summary>
/// <param name="Wait">How long it waits first.</param>
/// <param name="Act">What happens then; null: it is carried out.</param>
/// <param name="Hold">What ends its being held back; null: it is not.</param>
/// <param name="Passed">Rules whose held-back calls follow it; null: none.</param>
internal readonly record struct FaultDecision(TimeSpan Wait, ActiveFault? Act, TaskCompletionSource? Hold, List<ActiveFault>? Passed)
{
    /// <summary>Lets go what waited for this call.</summary>
    public void GoneBy() => Passed?.ForEach(fault => fault.Release());
}
