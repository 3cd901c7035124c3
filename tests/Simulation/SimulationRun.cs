using Fleet.Contracts.VehicleTracking;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Testing;
using Fleet.Tests.Simulation.Facts;
using Fleet.Tests.Simulation.Faults;
using Fleet.Tests.Simulation.Traffic;
using Fleet.Tests.Simulation.World;
using Fleet.VehicleTracking.Reference;
using Microsoft.Extensions.Configuration;

namespace Fleet.Tests.Simulation;

/// <summary>One run: traffic and faults from a seed, an hour of virtual time, and what is left of it.</summary>
internal sealed class SimulationRun : IAsyncDisposable
{
    private const int Vehicles = 8;
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Rush = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan SmallStep = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BigStep = TimeSpan.FromSeconds(5);
    private readonly int seed;
    private readonly VirtualTime time = new(Start);
    private readonly Mailbox mailbox = new();
    private readonly EventLog events = new();
    private readonly FaultBook book;
    private readonly Acknowledged acknowledged = new();
    private readonly Witness witness;
    private readonly Pace pace;
    private readonly Stage stage;
    private readonly Journeys journeys;
    private readonly string[] vehicles;

    public SimulationRun(int seed)
    {
        this.seed = seed;
        book = new FaultBook(time, seed);
        stage = new Stage(new Outside(time, mailbox, events, book));
        pace = new Pace(time, () => stage.IsStarting);
        witness = new Witness(() => stage.World, time);
        Plan = FaultPlan.Of(seed, Rush + TimeSpan.FromMinutes(1));
        journeys = new Journeys(seed, ReferenceData.Load(new ConfigurationBuilder().Build()).Roads.Roads, Start, Rush);
        vehicles = [.. Enumerable.Range(0, Vehicles).Select(number => number % 2 == 0 ? $"bus-{number}" : Journeys.PlateOf(seed, number))];
    }

    /// <summary>What goes wrong in this run.</summary>
    public IReadOnlyList<Fault> Plan { get; }

    /// <summary>Numbers of the run, for a person.</summary>
    public string Size => $"{acknowledged.Positions.Count} positions, {acknowledged.Passages.Count} passages, {mailbox.Mails.Count} mails, {stage.Worlds} worlds";

    /// <summary>Runs to the end and tells what is broken then; empty: every fact holds.</summary>
    public async Task<IReadOnlyList<string>> Run()
    {
        await pace.While(stage.Open(), SmallStep);
        using var ended = new CancellationTokenSource();
        var watching = witness.Watch(ended.Token);
        var faults = Task.WhenAll(Plan.Select(fault => new FaultRunner(stage, book, time).Run(fault)));
        await pace.While(All(Clients()), SmallStep);
        await pace.While(All([faults]), TimeSpan.FromSeconds(1));
        await ended.CancelAsync();
        await pace.While(All([watching]), SmallStep);

        // Some vehicles that never left are found to be lost before the last crash, some after it.
        await Pass(TimeSpan.FromMinutes(25));
        await pace.While(All([stage.Kill(TimeSpan.FromSeconds(3), time)]), SmallStep);
        await Pass(TimeSpan.FromMinutes(30));
        return await Settled();
    }

    public async ValueTask DisposeAsync() => await pace.While(All([stage.Close()]), SmallStep);

    private IEnumerable<Task> Clients()
    {
        var door = new Door(() => stage.World, time, acknowledged);
        var random = new Random(seed);
        var passages = journeys.Passages(random).ToList();
        for (var camera = 0; camera < 3; camera++)
        {
            var mine = passages.Where((_, index) => index % 3 == camera).ToList();
            yield return new StoreAndForward<Passage>("/v1/passages", door, time, new Random(random.Next())).Run(mine);
        }

        foreach (var vehicle in vehicles)
        {
            var fixes = Fixes.Of(vehicle, Start, Rush, new Random(random.Next())).ToList();
            yield return new StoreAndForward<Position>("/v1/positions", door, time, new Random(random.Next())).Run(fixes);
        }
    }

    // What is still under way may take its time: only what never comes right is broken.
    private async Task<IReadOnlyList<string>> Settled()
    {
        for (var looks = 0; ; looks++)
        {
            var broken = FactCheck.Broken(await pace.While(Find(), SmallStep));
            if (broken.Count == 0 || looks == 12) return broken;
            await Pass(TimeSpan.FromMinutes(1));
        }
    }

    private async Task<Findings> Find()
    {
        var inquiry = new Inquiry(stage.World!);
        var collected = new FindingsReader(inquiry, Start - Rush, Start + Rush + Rush);
        return await collected.Read(vehicles, found => found with
        {
            Positions = acknowledged.Positions,
            Refusals = acknowledged.Refusals,
            Violations = journeys.Violations((camera, plate, instant) => acknowledged.Passages.GetValueOrDefault((camera, plate, instant))),
            LostInTruth = journeys.Lost,
            SeenBefore = witness.Seen,
            ViolationEvents = events.Of<SpeedingViolation>(Contracts.Topics.SpeedingViolations),
            LostEvents = [.. events.Of<VehicleLost>(Contracts.Topics.VehicleAlerts).Where(record => record.Kind == "lost")],
            FineEvents = events.Of<Contracts.FineCollection.FineEvent>(Contracts.Topics.FineEvents),
            Mails = mailbox.Mails,
        });
    }

    private async Task Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += BigStep) await pace.Step(BigStep);
    }

    private static async Task<bool> All(IEnumerable<Task> tasks)
    {
        await Task.WhenAll(tasks);
        return true;
    }
}
