using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using Fleet.Cli.Processes;
using Fleet.Tests.EndToEnd.Support;

namespace Fleet.Tests.EndToEnd.Up;

[Collection("the whole machine")]
public sealed class UpTests : IDisposable
{
    // Above the ports that the system hands out to clients, and beside those of a fleet that a person may be running.
    private const int Offset = 8000;
    private const int GatewayPort = 5080 + Offset;
    private const int ControlPort = 5090 + Offset;

    private readonly string data = Directory.CreateTempSubdirectory("fleet-e2e-").FullName;

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public async Task What_was_driven_is_fined_and_mailed_and_a_second_run_goes_on()
    {
        await using var first = await FleetProgram.RunAsync(Up("--for", "12s", "--fresh"));
        var one = UpReport.Of(first);
        one.AssertAgrees();
        Assert.True(one.FinesIssued > 40, first.Output);
        Assert.True(one.PositionsAccepted > 0 && one.PassagesAccepted > one.ViolationsExpected);
        Assert.True(one.PassageToMailMs.P50 is > 0 && one.StartupMs is > 0);
        Assert.All([GatewayPort, ControlPort, 3580 + Offset, 4025 + Offset], port => Assert.True(Machine.IsFree(port), $"port {port} is still busy"));

        await using var second = await FleetProgram.RunAsync(Up("--for", "6s", "--seed", "7"));
        var two = UpReport.Of(second);
        two.AssertAgrees();
        Assert.True(two.ViolationsExpected > one.ViolationsExpected && two.PassagesAccepted > one.PassagesAccepted);
    }

    [Fact]
    public async Task Nothing_acknowledged_is_lost_or_done_twice_when_everything_is_killed()
    {
        await using (var killed = FleetProgram.Start(Up("--fresh")))
        {
            await Eventually.TrueAsync("passages are coming in\n" + killed.Output, async () => await PassagesAsync() > 100);
            var apps = RunRecord.Read(data)!.Apps;
            Assert.Equal(5, apps.Count);
            Machine.KillHard(killed.Pid);
            foreach (var app in apps.Take(3))
                Machine.KillHard(app.Process.Pid);
            await Eventually.TrueAsync("no app outlives its command line", () => !apps.Any(app => Machine.IsAlive(app.Process.Pid)));
        }

        await using var again = await FleetProgram.RunAsync(Up("--for", "6s"));
        UpReport.Of(again).AssertAgrees();
    }

    [Fact]
    public async Task An_app_that_is_killed_comes_back_and_nothing_is_lost()
    {
        await using var program = FleetProgram.Start(Up("--for", "15s", "--fresh"));
        await Eventually.TrueAsync("passages are coming in", async () => await PassagesAsync() > 50);
        var victim = RunRecord.Read(data)!.Apps.Single(app => app.AppId == "fine-collection").Process.Pid;
        Machine.KillHard(victim);
        await program.ExitCodeAsync();
        UpReport.Of(program).AssertAgrees();
    }

    [Fact]
    public async Task A_run_ends_cleanly_when_it_is_asked_to()
    {
        await using var program = FleetProgram.Start(Up("--fresh"));
        await Eventually.TrueAsync("passages are coming in", async () => await PassagesAsync() > 20);
        await using (var status = await FleetProgram.RunAsync("status", "--data", data))
            Assert.Contains("fine-collection", status.Output, StringComparison.Ordinal);
        Machine.AskToEnd(program.Pid);
        await program.ExitCodeAsync();
        UpReport.Of(program).AssertAgrees();
        await using var mail = await FleetProgram.RunAsync("mail", "--data", data);
        Assert.Contains("fin_", mail.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_that_is_taken_is_named_before_anything_starts()
    {
        var other = new TcpListener(IPAddress.Loopback, GatewayPort);
        other.Start();
        var kept = Path.Combine(data, "state", "kept.db");
        Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
        await File.WriteAllTextAsync(Path.Combine(data, ".fleet-data"), "");
        await File.WriteAllTextAsync(kept, "");
        await using var program = await FleetProgram.RunAsync(Up("--for", "5s", "--fresh"));
        other.Stop();
        Assert.True(File.Exists(kept), "a start that fails deletes nothing");
        Assert.Equal(2, program.ExitCode);
        Assert.Contains($"{GatewayPort}", program.Errors, StringComparison.Ordinal);
        Assert.Contains("gateway", program.Errors, StringComparison.Ordinal);
        Assert.Null(RunRecord.Read(data));
    }

    [Fact]
    public async Task A_folder_that_is_not_ours_is_not_emptied()
    {
        var precious = Path.Combine(data, "thesis.txt");
        await File.WriteAllTextAsync(precious, "words");
        await using var program = await FleetProgram.RunAsync(Up("--for", "5s", "--fresh"));
        Assert.Equal(2, program.ExitCode);
        Assert.True(File.Exists(precious));
    }

    private string[] Up(params string[] more) => ["up", "--json", "--data", data, "--port-offset", $"{Offset}", .. more];

    private static async Task<long> PassagesAsync()
    {
        using var http = new HttpClient();
        try
        {
            var status = await http.GetFromJsonAsync<Status>($"http://127.0.0.1:{ControlPort}/status");
            return status?.Now?.Numbers.PassagesAccepted ?? 0;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }

    private sealed record Status(Now? Now);

    private sealed record Now(Numbers Numbers);

    private sealed record Numbers(long PassagesAccepted);
}
