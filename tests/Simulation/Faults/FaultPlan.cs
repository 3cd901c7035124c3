using System.Globalization;
using Fleet.Tests.Simulation.World;

namespace Fleet.Tests.Simulation.Faults;

/// <summary>Something that goes wrong for a while.</summary>
internal abstract record Fault(TimeSpan At, TimeSpan Lasts)
{
    /// <summary>The power fails; a new world starts on what lies on the disk.</summary>
    public sealed record Kill(TimeSpan At, TimeSpan Lasts) : Fault(At, Lasts);

    /// <summary>One service's process dies beside its sidecar and is started again.</summary>
    public sealed record AppCrash(TimeSpan At, TimeSpan Lasts, string AppId) : Fault(At, Lasts);

    /// <summary>vehicle-registry cannot be reached.</summary>
    public sealed record RegistryAway(TimeSpan At, TimeSpan Lasts) : Fault(At, Lasts);

    /// <summary>The mail server refuses, or takes the connection and says nothing.</summary>
    public sealed record MailTrouble(TimeSpan At, TimeSpan Lasts, bool Hangs) : Fault(At, Lasts);

    /// <summary>Requests are carried out, and the answers get lost.</summary>
    public sealed record AnswersLost(TimeSpan At, TimeSpan Lasts, double Share) : Fault(At, Lasts);
}

/// <summary>All that will go wrong in a run, decided by the seed.</summary>
internal static class FaultPlan
{
    /// <summary>Faults in order; at least one kill.</summary>
    public static IReadOnlyList<Fault> Of(int seed, TimeSpan duration)
    {
        var random = new Random(seed);
        TimeSpan Between(double fromSeconds, double toSeconds) => TimeSpan.FromSeconds(fromSeconds + (random.NextDouble() * (toSeconds - fromSeconds)));
        TimeSpan At() => Between(5, duration.TotalSeconds);
        var faults = new List<Fault> { new Fault.Kill(At(), Between(1, 40)) };
        for (var more = random.Next(4, 8); more > 0; more--)
        {
            faults.Add(random.Next(7) switch
            {
                0 => new Fault.Kill(At(), Between(1, 40)),
                1 or 2 => new Fault.AppCrash(At(), Between(1, 30), FleetWorld.AppIdsOfAll[random.Next(FleetWorld.AppIdsOfAll.Count)]),
                3 => new Fault.RegistryAway(At(), Between(5, 90)),
                4 => new Fault.MailTrouble(At(), Between(5, 420), Hangs: false),
                5 => new Fault.MailTrouble(At(), Between(5, 90), Hangs: true),
                _ => new Fault.AnswersLost(At(), Between(5, 30), 0.02 + (random.NextDouble() * 0.3)),
            });
        }

        return [.. faults.OrderBy(fault => fault.At)];
    }

    public static string Describe(IEnumerable<Fault> faults) =>
        string.Join(Environment.NewLine, faults.Select(fault => string.Create(CultureInfo.InvariantCulture, $"  {fault}")));
}
