using System.Diagnostics;
using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Runtime.Faults;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

public sealed class TakeViolationsTests
{
    [Fact]
    public async Task A_violation_makes_one_fine_however_often_it_comes()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var violation = Some.Violation(Some.Plate());
        await chain.Publish(Topics.SpeedingViolations, violation, violation);
        await chain.Fines.UntilStat("fines", 1);
        await chain.Publish(Topics.SpeedingViolations, violation);
        await chain.Publish(Topics.SpeedingViolations, Some.Violation(Some.Plate(), number: 1));
        await chain.Fines.UntilStat("fines", 2);

        Assert.Equal(2, (await chain.Fines.Json("/v1/fines")).GetProperty("data").GetArrayLength());
        await Answers.Until(() => chain.Told.FineIds.Count == 2);
        Assert.Single(chain.Told.Events.Where(told => told.FineId == Some.FineId(violation)).Select(told => told.EventId).Distinct());
    }

    [Fact]
    public async Task A_violation_its_fine_and_its_mail_are_one_trace()
    {
        const string Trace = "0af7651916cd43dd8448eb211c80319c";
        using var recording = Recording();
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection, AppIds.Notification);
        chain.Publisher.DefaultRequestHeaders.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");

        await chain.Publish(Topics.SpeedingViolations, Some.Violation(Some.Plate()));
        await Answers.Until(() => chain.Mails.Traces.Count > 0 && chain.Told.Traces.Count > 0);

        Assert.All(chain.Told.Traces, parent => Assert.StartsWith($"00-{Trace}-", parent, StringComparison.Ordinal));
        Assert.All(chain.Mails.Traces, trace => Assert.Equal(Trace, trace));
    }

    [Fact]
    public async Task The_owner_comes_from_the_registry_and_the_amount_from_the_tariff()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        await chain.Publish(
            Topics.SpeedingViolations,
            Some.Violation(Some.Plate(1), excessKmh: 12), Some.Violation(Some.Plate(2), excessKmh: 31), Some.Violation("NOB0DY", excessKmh: 1), Some.Violation("<no plate at all>"));
        await Answers.Until(() => chain.Told.FineIds.Count == 4);

        var issued = Told(chain, Some.Plate(1));
        Assert.Equal((FineEventTypes.Issued, Some.OwnerOf(Some.Plate(1)), new Money(10_300, "EUR")), (issued.Type, issued.Recipient, issued.Amount));
        var referred = Told(chain, Some.Plate(2));
        Assert.Equal((FineEventTypes.Referred, null, null), (referred.Type, referred.Amount, referred.DueDate));
        Assert.Equal((FineEventTypes.OwnerUnknown, null), (Told(chain, "NOB0DY").Type, Told(chain, "NOB0DY").Recipient));
        await chain.Fines.UntilStat("fines", 4);
        Assert.Equal(2, await chain.Fines.Stat("finesOwnerUnknown"));
        Assert.Equal((1, 1), (await chain.Fines.Stat("finesIssued"), await chain.Fines.Stat("finesReferred")));
    }

    [Theory]
    [InlineData("*/publish/*")]
    [InlineData("*/FineRegister/shard-*/method/Add")]
    [InlineData("*/FineRegister/shard-*/state")]
    [InlineData("*/FineIndex/shard-*/method/Put")]
    [InlineData("*/FineIndex/shard-*/state")]
    [InlineData("*/FineActor/fin_*/state")]
    [InlineData("*/FineActor/fin_*/method/Take")]
    [InlineData("*/vehicles/lookup")]
    public async Task A_failure_at_any_step_delays_and_loses_or_doubles_nothing(string step)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        chain.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", App = AppIds.FineCollection, Path = step, Times = 3 });
        var violations = Enumerable.Range(0, 5).Select(number => Some.Violation(Some.Plate(number), number: number)).ToArray<object>();
        await chain.Publish(Topics.SpeedingViolations, violations);
        await chain.Fines.UntilStat("fines", 5);

        Assert.Equal(3, chain.Faults.Rules[0].Acted);
        await Answers.Until(() => chain.Told.FineIds.Count == 5);
        Assert.Equal(5, (await chain.Fines.Json("/v1/fines")).GetProperty("data").GetArrayLength());
        Assert.Equal(5, chain.Told.Events.Select(told => told.EventId).Distinct().Count());
        Assert.Equal(0, await chain.Fines.Stat("deadLetters"));
    }

    [Fact]
    public async Task What_cannot_be_a_violation_is_kept_and_harms_no_other()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var good = Some.Violation(Some.Plate());
        await chain.Publish(
            Topics.SpeedingViolations,
            new { violationId = 7 }, new { plate = "AB123C" }, "text", good, good with { ViolationId = "vio_x", Jurisdiction = "XX" });
        await chain.Fines.UntilStat("deadLetters", 4);

        Assert.Equal(1, await chain.Fines.Stat("fines"));
        var kept = (await chain.Fines.Json("/v1/dead-letters")).GetProperty("data").EnumerateArray().Select(letter => letter.GetProperty("event").GetRawText()).ToList();
        Assert.Contains(kept, raw => raw.Contains("\"XX\"", StringComparison.Ordinal));
        Assert.Contains("\"text\"", kept);
    }

    [Fact]
    public async Task Many_violations_at_once_are_all_taken_once()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var violations = Enumerable.Range(0, 450).Select(number => Some.Violation(Some.Plate(number % 40), number: number)).ToList();
        foreach (var part in violations.Concat(violations.Take(50)).Chunk(100)) await chain.Publish(Topics.SpeedingViolations, [.. part]);
        await chain.Fines.UntilStat("fines", violations.Count);
        await Answers.Until(() => chain.Told.FineIds.Count == violations.Count);
        Assert.Equal(violations.Select(Some.FineId).Order(), (await FineLists.Ids(chain.Fines, "/v1/fines?limit=100")).Order());
    }

    [Fact]
    public async Task What_was_decided_is_there_after_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("fleet-fines-");
        var violation = Some.Violation(Some.Plate());
        await using (var chain = await ServiceChain.Start(data.FullName, AppIds.VehicleRegistry, AppIds.FineCollection))
        {
            await chain.Publish(Topics.SpeedingViolations, violation);
            await chain.Fines.UntilStat("fines", 1);
        }

        await using (var chain = await ServiceChain.Start(data.FullName, AppIds.VehicleRegistry, AppIds.FineCollection))
        {
            await chain.Publish(Topics.SpeedingViolations, violation, Some.Violation(Some.Plate(), number: 1));
            await chain.Fines.UntilStat("fines", 2);
            Assert.Equal([Some.FineId(Some.Violation(Some.Plate(), number: 1)), Some.FineId(violation)], await FineLists.Ids(chain.Fines, "/v1/fines"));
        }

        data.Delete(recursive: true);
    }

    private static FineEvent Told(ServiceChain chain, string plate) => chain.Told.Events.First(told => told.Violation.Plate == plate);

    // What OpenTelemetry does in a service that exports: the activities of ASP.NET Core are made.
    private static ActivityListener Recording()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Microsoft.AspNetCore",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }
}
