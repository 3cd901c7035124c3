using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;
using Fleet.Simulator;
using Fleet.Simulator.Journal;
using Fleet.Simulator.Sending;
using Fleet.Simulator.Traffic;

namespace Fleet.Tests.Unit.Simulator;

public sealed class SimulationTests
{
    private static readonly TrafficSettings Brisk = new() { JourneysPerSecond = 200, Vehicles = 150, PositionEvery = TimeSpan.FromSeconds(60) };

    private readonly string folder = Some.Folder();

    [Fact]
    public async Task Everything_planned_arrives_though_the_gateway_fails_now_and_then()
    {
        var gateway = new UnreliableGateway(failEvery: 3);
        await using var journal = JourneyJournal.Open(folder);
        var simulation = new Simulation(Brisk, gateway.Client(), journal, TimeProvider.System);
        await simulation.RunAsync(gateway.Seen(100), CancellationToken.None);

        Assert.True(journal.IsDrained);
        Assert.True(simulation.Counters.Retries > 0);
        Assert.Equal(0, simulation.Counters.Rejected);
        Assert.NotEmpty(journal.Expected());
        Assert.Empty(journal.Expected().Except(gateway.ViolationsByAnybodysCount()));
        Assert.NotEmpty(gateway.Positions);
    }

    [Fact]
    public async Task A_run_after_a_crash_sends_the_rest_with_the_same_content()
    {
        var planned = Some.Journeys(20);
        await using (var crashed = JourneyJournal.Open(folder))
        {
            foreach (var journey in planned)
                await crashed.PlanAsync(journey, CancellationToken.None);
        }

        var gateway = new UnreliableGateway(failEvery: int.MaxValue);
        await using var journal = JourneyJournal.Open(folder);
        await new Simulation(Brisk, gateway.Client(), journal, TimeProvider.System).RunAsync(new CancellationToken(true), CancellationToken.None);
        Assert.True(journal.IsDrained);
        Assert.Equal(
            planned.SelectMany(j => j.Passages).Select(p => (p.Camera, p.PlateAsRead, p.Instant)).ToHashSet(),
            gateway.Passages.Select(p => (p.Camera, p.Plate, p.Instant)).ToHashSet());
    }

    private sealed class UnreliableGateway(int failEvery) : HttpMessageHandler
    {
        private readonly CancellationTokenSource enough = new();
        private int requests;
        private int wanted = int.MaxValue;

        public ConcurrentBag<Passage> Passages { get; } = [];

        public ConcurrentBag<Position> Positions { get; } = [];

        public GatewayClient Client() => new(new HttpClient(this) { BaseAddress = new Uri("http://gateway/") });

        public CancellationToken Seen(int passages)
        {
            wanted = passages;
            return enough.Token;
        }

        /// <summary>Any pair of consecutive cameras that somebody drove: more than the violations, and all of them.</summary>
        public HashSet<string> ViolationsByAnybodysCount() => [.. Passages
            .GroupBy(p => p.Plate.ToUpperInvariant())
            .SelectMany(g => g.SelectMany(a => g.Select(b => DerivedId.Violation(g.Key, a.Camera, b.Camera, a.Instant, b.Instant))))];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var path = request.RequestUri!.PathAndQuery;
            if (request.Method == HttpMethod.Get)
                return path.StartsWith("/v1/roads", StringComparison.Ordinal) ? Answer(new { data = Some.Roads(), hasMore = false }) : Vehicles(path);
            var passages = path == "/v1/passages" ? await request.Content!.ReadFromJsonAsync<List<Passage>>(cancellationToken) : null;
            var positions = path == "/v1/positions" ? await request.Content!.ReadFromJsonAsync<List<Position>>(cancellationToken) : null;
            if (Interlocked.Increment(ref requests) % failEvery == 0)
                return new HttpResponseMessage(HttpStatusCode.ServiceUnavailable);
            passages?.ForEach(Passages.Add);
            positions?.ForEach(Positions.Add);
            if (Passages.Count >= wanted)
                await enough.CancelAsync();
            return Answer(new IngestResult(passages?.Count ?? positions!.Count, 0, []));
        }

        private static HttpResponseMessage Vehicles(string path)
        {
            var all = Some.Plates().Select(plate => new RegisteredVehicle(plate, null, new Owner("own_1", "A. Owner", "a@example.org"))).ToList();
            var after = path.Contains("starting_after=", StringComparison.Ordinal) ? path[(path.IndexOf("starting_after=", StringComparison.Ordinal) + 15)..] : "";
            var rest = all.Where(v => string.CompareOrdinal(v.Plate, after) > 0).ToList();
            return Answer(new { data = rest.Take(100), hasMore = rest.Count > 100, nextCursor = rest.Count > 100 ? rest[99].Plate : null });
        }

        private static HttpResponseMessage Answer(object body) => new(HttpStatusCode.OK) { Content = JsonContent.Create(body) };
    }
}
