using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Testing;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

/// <summary>What was answered is done, and reaches everybody, whatever fails after the save.</summary>
public sealed class DeskCrashTests
{
    private static readonly DateTimeOffset Start = new(2026, 4, 1, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("*/publish/*")]
    [InlineData("*/FineRegister/shard-*/method/Add")]
    [InlineData("*/FineActor/fin_*/method/Flushed")]
    public async Task A_change_that_is_saved_is_told_later_when_it_cannot_be_told_now(string step)
    {
        await using var chain = await ServiceChain.StartAt(new VirtualTime(Start), null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await Issued(chain);
        var fault = chain.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", App = AppIds.FineCollection, Path = step });

        var paid = await chain.Fines.Order(fineId, "payments", Desk.Amount(10_300), key: "k-1");
        chain.Faults.Remove(fault.Id);
        await chain.Crash(AppIds.FineCollection);
        var again = await chain.Fines.Order(fineId, "payments", Desk.Amount(10_300), key: "k-1");

        Assert.Equal((200, "paid"), (paid.Status, paid.State));
        Assert.Equal((paid.Text, true), (again.Text, again.IsReplay));
        await chain.Until(() => Task.FromResult(Told(chain, fineId).Count > 0));
        Assert.Single(Told(chain, fineId).Distinct());
    }

    [Theory]
    [InlineData("*/FineActor/fin_*/state")]
    [InlineData("*/FineActor/fin_*/reminders/*")]
    [InlineData("*/FineActor/fin_*/method/Ask")]
    public async Task What_cannot_be_saved_is_not_answered_as_done_and_can_be_asked_again(string step)
    {
        await using var chain = await ServiceChain.StartAt(new VirtualTime(Start), null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await Issued(chain);
        var fault = chain.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", App = AppIds.FineCollection, Path = step });

        var failed = await chain.Fines.Order(fineId, "payments", Desk.Amount(300), key: "k-1");
        chain.Faults.Remove(fault.Id);
        var paid = await chain.Fines.Order(fineId, "payments", Desk.Amount(300), key: "k-1");

        Assert.True(failed.Status >= 500, failed.Text);
        Assert.Equal((200, 10_000, false), (paid.Status, paid.Due, paid.IsReplay));
    }

    [Fact]
    public async Task A_nomination_that_was_cut_off_still_ends_in_a_fine_for_the_driver()
    {
        await using var chain = await ServiceChain.StartAt(new VirtualTime(Start), null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await Issued(chain);
        var fault = chain.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", App = AppIds.FineCollection, Path = "*/method/TakeSuccessor" });

        var nominated = await chain.Fines.Order(fineId, "nominations", new { driver = new { name = "Ada", email = "ada@driver.example" } });
        chain.Faults.Remove(fault.Id);
        await chain.Crash(AppIds.FineCollection);

        var other = nominated.Json.GetProperty("replacedBy").GetString()!;
        await chain.Until(async () => (await chain.Fines.GetAsync("/v1/fines/" + other)).IsSuccessStatusCode);
        await chain.Until(() => Task.FromResult(chain.Told.FineIds.Contains(other)));
    }

    private static List<string> Told(ServiceChain chain, string fineId) =>
        [.. chain.Told.Events.Where(told => told.FineId == fineId && told.Type == FineEventTypes.Paid).Select(told => told.EventId)];

    private static async Task<string> Issued(ServiceChain chain)
    {
        var violation = Some.Violation(Some.Plate());
        await chain.Publish(Topics.SpeedingViolations, violation);
        await chain.Until(async () => await chain.Fines.Stat("fines") == 1);
        return Some.FineId(violation);
    }
}
