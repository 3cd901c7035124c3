using System.Text.Json;
using System.Text.Json.Nodes;
using Fleet.Contracts;
using Fleet.Contracts.VehicleTracking;
using Fleet.VehicleTracking.Evidence;
using Fleet.VehicleTracking.Roads;
using Fleet.VehicleTracking.SectionControl;

namespace Fleet.Tests.Unit.VehicleTracking;

public sealed class EvidenceTests
{
    private static readonly StoredViolation Stored = Violation();

    [Fact]
    public void Every_step_of_the_computation_is_there()
    {
        var steps = Stored.Evidence.Steps.ToDictionary(step => step.Name, step => step.Value, StringComparer.Ordinal);

        Assert.Equal("2026-05-01T11:59:59.800Z", steps["enteredAt"]);
        Assert.Equal(("300200", "150", "119.8", "120", "4", "115"), (steps["elapsedMs"], steps["uncertaintyMs"], steps["lowerBoundKmh"], steps["upperBoundKmh"], steps["toleranceKmh"], steps["correctedKmh"]));
        Assert.Equal(("90", "lorries", "25"), (steps["limitKmh"], steps["limitVersion"], steps["excessKmh"]));
        Assert.Equal((119.8m, 115, 90, "lorries", "test", "truck"), (Stored.Violation.MeasuredSpeedKmh, Stored.Violation.CorrectedSpeedKmh, Stored.Violation.LimitKmh, Stored.Violation.LimitVersion, Stored.Violation.ToleranceVersion, Stored.Violation.VehicleClass));
    }

    [Fact]
    public void What_was_stored_and_read_again_agrees_with_itself()
    {
        var read = JsonSerializer.Deserialize<StoredViolation>(JsonSerializer.Serialize(Stored, ContractJson.Options), ContractJson.Options)!;

        var again = Recomputation.Of(read);

        Assert.True(again.Agrees);
        Assert.Empty(again.Differences);
        Assert.Equal(Stored.Violation.EvidenceSha256, again.ComputedSha256);
    }

    [Fact]
    public void Whatever_value_of_the_evidence_is_changed_the_hash_and_the_answer_change()
    {
        var json = JsonSerializer.SerializeToNode(Stored.Evidence, ContractJson.Options)!;
        var leaves = Leaves(json).Where(leaf => leaf.GetPath() != "$.sha256").Select(leaf => leaf.GetPath()).ToList();
        Assert.InRange(leaves.Count, 60, 200);

        foreach (var path in leaves)
        {
            var changed = json.DeepClone();
            Change(Leaves(changed).Single(leaf => leaf.GetPath() == path));
            var evidence = changed.Deserialize<ViolationEvidence>(ContractJson.Options)!;
            Assert.True(CanonicalJson.HashOf(evidence) != Stored.Evidence.Sha256, path);
            if (!path.Contains("limits", StringComparison.Ordinal) && !path.Contains("timeZone", StringComparison.Ordinal)) Assert.False(Recomputation.Of(Stored with { Evidence = evidence }).Agrees, path);
        }
    }

    [Fact]
    public void A_faked_step_is_named_even_when_the_hash_was_faked_with_it()
    {
        var steps = Stored.Evidence.Steps.Select(step => step.Name == "lowerBoundKmh" ? step with { Value = "150.0" } : step).ToList();
        var faked = Stored.Evidence with { Steps = steps };
        faked = faked with { Sha256 = CanonicalJson.HashOf(faked) };

        var again = Recomputation.Of(new StoredViolation(Stored.Violation with { EvidenceSha256 = faked.Sha256 }, faked, Some.Noon));

        Assert.False(again.Agrees);
        Assert.Equal([new StepDifference("lowerBoundKmh", "150.0", "119.8")], again.Differences);
    }

    [Fact]
    public void Canonical_JSON_has_sorted_names_and_no_blanks() =>
        Assert.Equal("""{"a":[1.50,"é",null],"b":{"c":true,"d":"x+y"}}""", System.Text.Encoding.UTF8.GetString(CanonicalJson.Of(JsonNode.Parse("""{ "b": { "d": "x+y", "c": true }, "a": [1.50, "\u00e9", null] }"""))));

    private static StoredViolation Violation()
    {
        var cameras = Some.Road.Cameras.Take(2).ToList();
        cameras[0] = cameras[0] with { ClockOffsetMs = 200, ClockUncertaintyMs = 100 };
        cameras[1] = cameras[1] with { ClockUncertaintyMs = 50 };
        var limit = new SpeedLimit("lorries", 90, "truck", [1, 2], Some.Noon.AddYears(-1), Some.Noon.AddYears(1), ["fri"], new("06:00", "23:00"), LimitReasons.Regular);
        var roads = new RoadMap([new RoadVersion(Some.Road with { Cameras = cameras, Limits = [limit] }, 4, 0)]);
        KeptPassage[] seen = [Some.Passage("one", 0) with { Lane = 1, VehicleClass = "truck", Confidence = 0.97, Uuid = "u-1" }, Some.Passage("two", 300) with { Lane = 2, Confidence = 0.99, Uuid = "u-2", VehicleClass = "truck" }];
        return Violations.Of(Some.Plate, SectionRules.Take(PlateState.Empty, seen, roads, Some.Tolerances).Violations.Single(), Some.Noon);
    }

    private static IEnumerable<JsonValue> Leaves(JsonNode? node) => node switch
    {
        JsonObject members => members.ToList().SelectMany(member => Leaves(member.Value)),
        JsonArray items => items.SelectMany(Leaves),
        JsonValue value => [value],
        _ => [],
    };

    private static void Change(JsonValue leaf) => leaf.ReplaceWith(leaf.GetValueKind() switch
    {
        JsonValueKind.Number => JsonValue.Create(leaf.ToJsonString().Contains('.', StringComparison.Ordinal) ? decimal.Parse(leaf.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) / 2 : int.Parse(leaf.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture) + 1),
        JsonValueKind.True => JsonValue.Create(false),
        JsonValueKind.False => JsonValue.Create(true),
        _ when DateTimeOffset.TryParse(leaf.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture, out var instant) && leaf.GetValue<string>().Contains('T', StringComparison.Ordinal) => (JsonNode)instant.AddSeconds(1).ToString("O"),
        _ when leaf.GetPath().Contains("imeZone", StringComparison.Ordinal) => (JsonNode)"Europe/Lisbon",
        _ when leaf.GetPath().Contains("timeOfDay", StringComparison.Ordinal) => (JsonNode)"07:00",
        _ => (JsonNode)(leaf.GetValue<string>() + "x"),
    });
}
