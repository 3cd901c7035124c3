using System.Text.Json.Nodes;

namespace Fleet.Tests.Architecture;

/// <summary>The data that services ship with fit together, though no service reads another's.</summary>
public sealed class ReferenceDataTests
{
    [Fact]
    public void Every_road_lies_in_a_jurisdiction_with_tolerances_and_tariffs()
    {
        var roads = Jurisdictions(Repository.Path("services", "VehicleTracking", "Reference", "roads.json"));
        var tolerances = Jurisdictions(Repository.Path("services", "VehicleTracking", "Reference", "tolerances.json"));
        var tariffs = Directory.EnumerateFiles(Repository.Path("services", "FineCollection", "Tariffs", "data"), "*.json").SelectMany(Jurisdictions).ToHashSet();

        Assert.NotEmpty(roads);
        Assert.Subset(tolerances, roads);
        Assert.Subset(tariffs, roads);
    }

    private static HashSet<string> Jurisdictions(string file) => [.. Objects(JsonNode.Parse(File.ReadAllText(file))).Select(item => (string?)item["jurisdiction"]).OfType<string>()];

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject item => [item, .. item.SelectMany(member => Objects(member.Value))],
        JsonArray array => array.SelectMany(Objects),
        _ => [],
    };
}
