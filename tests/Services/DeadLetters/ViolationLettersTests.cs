using Fleet.Contracts;
using Fleet.Runtime.Faults;
using Fleet.Runtime.Testing;
using Fleet.Tests.Services.Chain;
using Fleet.Tests.Services.FineCollection;

namespace Fleet.Tests.Services.DeadLetters;

/// <summary>Dead letters of fine-collection.</summary>
public sealed class ViolationLettersTests
{
    [Fact]
    public async Task A_corrected_violation_becomes_its_fine()
    {
        await using var chain = await ServiceChain.StartAt(new VirtualTime(PassedAt), null, AppIds.VehicleRegistry, AppIds.FineCollection, AppIds.Gateway);
        var violation = Some.Violation(Some.Plate());
        await chain.Publish(Topics.SpeedingViolations, violation with { Jurisdiction = "XX" });
        await chain.Until(async () => await chain.Fines.Stat("deadLetters") == 1);
        var letter = (await chain.Gateway.Json("/v1/violations/dead-letters")).GetProperty("data")[0];
        Assert.False((await chain.Fines.DryRun(letter.Id())).GetProperty("wouldBeTaken").GetBoolean());

        using (var edited = await chain.Fines.Edit(letter.Id(), violation, "\"1\"")) edited.EnsureSuccessStatusCode();
        var effect = (await chain.Fines.DryRun(letter.Id())).GetProperty("effect");
        Assert.Equal((Some.FineId(violation), false), (effect.Text("fineId"), effect.GetProperty("isKnown").GetBoolean()));
        Assert.Equal(0, await chain.Fines.Stat("fines"));

        var redrive = await chain.Fines.Redrive(new { ids = new[] { letter.Id(), "dea_unknown" } });
        await chain.Until(() => chain.Fines.IsOver(redrive));
        Assert.Equal([Some.FineId(violation)], await FineLists.Ids(chain.Fines, "/v1/fines?limit=100"));
        Assert.Equal(1, (await chain.Fines.Progress(redrive)).GetProperty("skipped").GetInt32());
        Assert.Equal(0, await chain.Fines.Stat("deadLetters"));
    }

    [Fact]
    public async Task A_redrive_that_is_killed_on_its_way_goes_on_and_makes_every_fine_once()
    {
        var data = Directory.CreateTempSubdirectory("fleet-letters-");
        var violations = Enumerable.Range(0, 60).Select(number => Some.Violation(Some.Plate(number % 20), number: number)).ToList();
        await using (var chain = await ServiceChain.StartAt(new VirtualTime(PassedAt), data.FullName, AppIds.VehicleRegistry, AppIds.FineCollection))
        {
            await chain.Publish(Topics.SpeedingViolationsDead, [.. violations]);
            await chain.Until(async () => await chain.Fines.Stat("deadLetters") == violations.Count);
            Assert.Equal("retries_ended", Assert.Single(await chain.Fines.Groups()).Text("cause"));
            var redrive = await chain.Fines.Redrive(new { cause = "retries_ended", perSecond = 10 });
            foreach (var part in (int[])[10, 30])
            {
                await chain.Until(async () => (await chain.Fines.Progress(redrive)).GetProperty("taken").GetInt32() >= part);
                await chain.Crash(AppIds.FineCollection);
            }

            await chain.Until(() => chain.Fines.IsOver(redrive));
            Assert.Equal(60, (await chain.Fines.Progress(redrive)).GetProperty("taken").GetInt32());
            Assert.Equal(violations.Select(Some.FineId).Order(), (await FineLists.Ids(chain.Fines, "/v1/fines?limit=100")).Order());
            await chain.Until(() => Task.FromResult(chain.Told.FineIds.Count == 60));
            Assert.Equal(60, chain.Told.Events.Select(told => told.EventId).Distinct().Count());
            Assert.Equal(0, await chain.Fines.Stat("deadLetters"));
        }

        data.Delete(recursive: true);
    }

    [Theory]
    [InlineData("*/FineActor/fin_*/state")]
    [InlineData("*/FineIndex/shard-*/method/Put")]
    [InlineData("*-dead-letter-book/shard-0/method/Next")]
    [InlineData("*-dead-letter-book/shard-0/method/Settle")]
    [InlineData("*-dead-letter-book/shard-0/state")]
    public async Task A_failure_at_any_step_delays_a_redrive_and_refuses_nothing(string step)
    {
        await using var chain = await ServiceChain.StartAt(new VirtualTime(PassedAt), null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var violations = Enumerable.Range(0, 5).Select(number => Some.Violation(Some.Plate(number), number: number)).ToArray<object>();
        await chain.Publish(Topics.SpeedingViolationsDead, violations);
        await chain.Until(async () => await chain.Fines.Stat("deadLetters") == 5);
        var redrive = await chain.Fines.Redrive(new { topic = Topics.SpeedingViolationsDead, perSecond = 1 });
        chain.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", App = AppIds.FineCollection, Path = step, Times = 2 });
        await chain.Until(() => chain.Fines.IsOver(redrive));
        Assert.Equal(2, chain.Faults.Rules[0].Acted);
        Assert.Equal(5, (await chain.Fines.Progress(redrive)).GetProperty("taken").GetInt32());
        Assert.Equal(5, await chain.Fines.Stat("fines"));
        Assert.Equal(0, await chain.Fines.Stat("deadLetters"));
    }

    private static DateTimeOffset PassedAt { get; } = new(2026, 3, 16, 12, 0, 0, TimeSpan.Zero);
}
