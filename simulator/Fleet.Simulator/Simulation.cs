using Fleet.Contracts.VehicleTracking;
using Fleet.Simulator.Journal;
using Fleet.Simulator.Sending;
using Fleet.Simulator.Traffic;

namespace Fleet.Simulator;

/// <summary>
/// Vehicles on roads, cameras and devices: plans seeded traffic, writes the truth down, and sends it by HTTP to the
/// gateway until every bit was acknowledged.
/// </summary>
public sealed class Simulation(TrafficSettings settings, GatewayClient gateway, JourneyJournal journal, TimeProvider time)
{
    // Far enough ahead that the first passages of a journey are planned before they are due.
    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    /// <summary>What this run did so far.</summary>
    public SimulationCounters Counters { get; } = new();

    /// <summary>Plans and sends until <paramref name="stop"/>; returns when everything planned was acknowledged.</summary>
    /// <param name="stop">Ends the planning of new journeys.</param>
    /// <param name="abort">Ends the sending, too; what was not acknowledged stays in the journal.</param>
    /// <exception cref="HttpRequestException">The gateway does not list roads or vehicles.</exception>
    public async Task RunAsync(CancellationToken stop, CancellationToken abort)
    {
        var listing = gateway.RoadsAsync(abort);
        var plates = await gateway.PlatesAsync(settings.Vehicles, abort);
        var roads = (await listing).ToDictionary(road => road.Id, StringComparer.Ordinal);
        var passages = new PassageSender(gateway, journal, Counters, time, settings);
        var positions = new PositionSender(gateway, journal, Counters, time);
        var sending = Task.WhenAll(passages.RunAsync(abort), positions.RunAsync(abort));
        var resumed = journal.Open();
        foreach (var open in resumed)
            Resume(open, passages, positions, roads);

        var start = time.GetUtcNow() + TimeSpan.FromMilliseconds(100);
        var plan = new TrafficPlan(settings, [.. roads.Values], plates, start, journal.Arrivals());
        await PlanAsync(plan, passages, positions, roads, stop, abort);
        passages.Complete();
        positions.Complete();
        await sending;
    }

    private void Resume(Unacknowledged open, PassageSender passages, PositionSender positions, Dictionary<string, Road> roads)
    {
        passages.Add(open.Journey, open.Passages);
        if (open.Positions && roads.TryGetValue(open.Journey.RoadId, out var road))
            positions.Add(open.Journey, [.. Track.Of(open.Journey, road, settings.PositionEvery)]);
    }

    private async Task PlanAsync(TrafficPlan plan, PassageSender passages, PositionSender positions, Dictionary<string, Road> roads, CancellationToken stop, CancellationToken abort)
    {
        var arriving = new Queue<Journey>();
        foreach (var journey in plan.Journeys())
        {
            while (!stop.IsCancellationRequested && journey.Passages[^1].SendAt > time.GetUtcNow() + Ahead)
            {
                SendArrived(arriving, positions, roads);
                await Task.Delay(Step, time, abort);
            }

            if (stop.IsCancellationRequested)
                break;
            await journal.PlanAsync(journey, abort);
            passages.Add(journey, Enumerable.Range(0, journey.Passages.Count));
            arriving.Enqueue(journey);
        }

        // What was planned is driven to its end.
        while (arriving.Count > 0)
        {
            SendArrived(arriving, positions, roads);
            await Task.Delay(Step, time, abort);
        }
    }

    private void SendArrived(Queue<Journey> arriving, PositionSender positions, Dictionary<string, Road> roads)
    {
        while (arriving.TryPeek(out var journey) && journey.Passages[^1].SendAt <= time.GetUtcNow())
        {
            positions.Add(journey, [.. Track.Of(journey, roads[journey.RoadId], settings.PositionEvery)]);
            arriving.Dequeue();
        }
    }
}
