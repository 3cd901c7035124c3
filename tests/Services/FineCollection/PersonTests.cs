using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Runtime.Testing;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

public sealed class PersonTests
{
    [Fact]
    public async Task A_person_gets_everything_and_learns_what_has_to_be_kept_and_until_when()
    {
        var time = new VirtualTime(new DateTimeOffset(2026, 4, 1, 9, 0, 0, TimeSpan.Zero));
        await using var chain = await ServiceChain.StartAt(time, null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var violations = new[] { Some.Violation(Some.Plate()), Some.Violation(Some.Plate(), number: 1) };
        await chain.Publish(Topics.SpeedingViolations, [.. violations]);
        var owner = Some.OwnerOf(Some.Plate());
        await chain.Until(async () => (await FineLists.Ids(chain.Fines, "/v1/fines?owner=" + owner.OwnerId)).Count == 2);
        var (closed, open) = (Some.FineId(violations[0]), Some.FineId(violations[1]));
        await chain.Fines.Order(closed, "objections", new { grounds = "I was in Paris." }, key: "o-1");
        await chain.Fines.Order(closed, "withdrawal", new { reason = "Wrong sign." });

        var export = await chain.Fines.Json($"/v1/persons/{owner.OwnerId}/export");
        var early = await Erase(chain, owner.OwnerId);

        Assert.Equal(2, export.GetProperty("fines").GetArrayLength());
        Assert.Contains(owner.Email, export.GetRawText(), StringComparison.Ordinal);
        Assert.Contains("I was in Paris.", export.GetRawText(), StringComparison.Ordinal);
        Assert.Empty(early.GetProperty("erased").EnumerateArray());
        Assert.Equal(
            [(closed, "retention", "2033-04-01"), (open, "open", null)],
            early.GetProperty("kept").EnumerateArray().Select(Kept).OrderByDescending(kept => kept.Reason));
    }

    private static (string FineId, string Reason, string? From) Kept(JsonElement kept) => (
        kept.GetProperty("fineId").GetString()!,
        kept.GetProperty("reason").GetString()!,
        kept.TryGetProperty("erasableFrom", out var from) ? from.GetString() : null);

    private static async Task<JsonElement> Erase(ServiceChain chain, string ownerId)
    {
        using var answer = await chain.Fines.DeleteAsync("/v1/persons/" + ownerId);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
