using Fleet.Cli.Processes;
using Fleet.Cli.Registry;
using Fleet.Runtime.Testing;

namespace Fleet.Tests.Unit.Cli;

public sealed class NeighboursTests : IDisposable
{
    private readonly string parent = Directory.CreateTempSubdirectory("fleet-test-").FullName;
    private readonly VirtualTime time = new(DateTimeOffset.UnixEpoch);
    private readonly RunRegistry registry;
    private readonly Neighbours neighbours;

    public NeighboursTests()
    {
        registry = new RunRegistry(Path.Combine(parent, "runs"));
        neighbours = new Neighbours(registry, time);
        Put(("a", 1), ("b", 9), ("a", 2), ("a", 3));
    }

    public void Dispose() => Directory.Delete(parent, recursive: true);

    [Fact]
    public void Instances_take_turns()
    {
        Assert.Equal([1, 2, 3], Ports(6).Distinct().Order());
        Assert.Equal(Ports(3), Ports(3));
        Assert.Null(neighbours.Find("a", "elsewhere"));
        Assert.Null(neighbours.Find("nobody", ""));
    }

    [Fact]
    public void An_instance_that_cannot_be_reached_has_no_turn_for_a_while()
    {
        var gone = neighbours.Find("a", "")!;
        Assert.True(gone.Lost!(gone.Api));
        Assert.DoesNotContain(gone.Api.Port, Ports(6));
        Assert.Equal(2, Ports(6).Distinct().Count());
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains(gone.Api.Port, Ports(6));
    }

    [Fact]
    public void The_last_one_that_is_lost_gives_way_to_nobody_and_is_tried_again()
    {
        var gone = neighbours.Find("b", "")!;
        Assert.False(gone.Lost!(gone.Api));
        Assert.Equal(gone.Api, neighbours.Find("b", "")!.Api);
    }

    [Fact]
    public void Who_ended_is_forgotten_within_a_second()
    {
        Assert.NotNull(neighbours.Find("b", ""));
        Put(("a", 1));
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(neighbours.Find("b", ""));
    }

    private List<int> Ports(int calls) => [.. Enumerable.Range(0, calls).Select(_ => neighbours.Find("a", "")!.Api.Port)];

    private void Put(params (string App, int Port)[] apps)
    {
        using var self = System.Diagnostics.Process.GetCurrentProcess();
        registry.Put(new RunEntry(ProcessIdentity.Of(self), time.GetUtcNow(), null, null, "key",
            [.. apps.Select(app => new AppEntry(app.App, "", app.Port, 50001, 0, 0, "", true, 4 << 20, 4096, null, null))]));
    }
}
