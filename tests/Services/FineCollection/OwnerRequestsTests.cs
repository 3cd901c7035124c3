using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Contracts.VehicleTracking;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

public sealed class OwnerRequestsTests
{
    private static readonly Owner Finder = new("own_found", "Zoë \"Z\" O'Brien", "zoe@example.org", new PostalAddress("Kade 1", "1011 AA", "Amsterdam", "NL"), "nl");

    [Fact]
    public async Task The_owner_at_the_time_of_the_violation_is_fined_not_the_one_of_now()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var violation = Some.Violation(Some.Plate(1));
        await Register(chain, violation.Plate, new { owner = Finder, ownedFrom = violation.LeftAt.AddSeconds(1) });
        var fine = await Fined(chain, violation);
        Assert.Equal(Some.OwnerOf(violation.Plate).OwnerId, fine.GetProperty("ownerId").GetString());
    }

    [Fact]
    public async Task Unknown_and_foreign_plates_wait_in_the_work_list_until_the_registry_knows_them()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        await Register(chain, "F0RE1GN", new { country = "DE" });
        var (unknown, foreign) = (Some.Violation("NOB0DY"), Some.Violation("F0RE1GN", number: 1));
        await Fined(chain, unknown);
        await Fined(chain, foreign);
        Assert.Equal([("F0RE1GN", "foreign"), ("NOB0DY", "unknown")], (await Requests(chain)).Order());

        await Register(chain, "NOB0DY", new { owner = Finder });
        using var answer = await chain.Fines.PostAsync("/v1/owner-requests/recheck", null);
        var rechecked = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((2, 1), (rechecked.GetProperty("asked").GetInt32(), rechecked.GetProperty("assigned").GetInt32()));
        var fine = await chain.Fines.Json("/v1/fines/" + Some.FineId(unknown));
        Assert.Equal(("issued", "own_found"), (fine.GetProperty("state").GetString(), fine.GetProperty("ownerId").GetString()));
        Assert.Equal([("F0RE1GN", "foreign")], await Requests(chain));
    }

    [Fact]
    public async Task A_file_gives_owners_to_many_and_a_bad_line_spoils_no_other()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var violations = Enumerable.Range(0, 3).Select(number => Some.Violation("NOB0DY" + number, number: number)).ToList();
        foreach (var violation in violations) await Fined(chain, violation);
        var exported = await chain.Fines.GetStringAsync("/v1/owner-requests/file");
        Assert.Equal(4, exported.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);

        var file = $"""
            fineId,ownerId,name,email,street,postalCode,city,country,locale
            {Some.FineId(violations[0])},own_a,"Groß, Anja",anja@example.org,Weg 1,1000,Wien,AT,de
            {Some.FineId(violations[1])},own_b,Bo,no address,,,,,
            fin_00000000000000000000000000,own_c,Cy,cy@example.org,,,,,
            {Some.FineId(violations[2])},own_d,,,,,,,
            """;
        for (var time = 0; time < 2; time++)
        {
            var filled = await Fill(chain, file);
            Assert.Equal(1, filled.GetProperty("assigned").GetInt32());
            Assert.Equal(
                [(3, "wrong_type", "owner.email"), (4, "not_found", "fineId")],
                filled.GetProperty("notAssigned").EnumerateArray().Select(line =>
                    (line.GetProperty("line").GetInt32(), line.GetProperty("code").GetString()!, line.GetProperty("param").GetString()!)));
        }

        var fine = await chain.Fines.Json("/v1/fines/" + Some.FineId(violations[0]));
        Assert.Equal(("issued", "own_a", 2), (fine.GetProperty("state").GetString(), fine.GetProperty("ownerId").GetString(), fine.GetProperty("sequence").GetInt32()));
        Assert.Equal(2, (await Requests(chain)).Count);
    }

    [Theory]
    [InlineData("fineId,name\n", "required", "ownerId")]
    [InlineData("fineId,ownerId,name,email,colour\n", "unknown_field", "colour")]
    [InlineData("fineId,ownerId,name,email\n\"x", "malformed_csv", null)]
    public async Task A_file_that_is_none_is_refused_as_a_whole(string file, string code, string? param)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        using var answer = await chain.Fines.PostAsync("/v1/owner-requests/file", new StringContent(file, Encoding.UTF8, "text/csv"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.BadRequest, code), (answer.StatusCode, problem.GetProperty("code").GetString()));
        Assert.Equal(param, problem.TryGetProperty("param", out var named) ? named.GetString() : null);
    }

    private static async Task<JsonElement> Fined(ServiceChain chain, SpeedingViolation violation)
    {
        await chain.Publish(Topics.SpeedingViolations, violation);
        await Answers.Until(async () =>
        {
            using var found = await chain.Fines.GetAsync("/v1/fines?plate=" + violation.Plate);
            return (await found.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("data").GetArrayLength() > 0;
        });
        return await chain.Fines.Json("/v1/fines/" + Some.FineId(violation));
    }

    private static async Task Register(ServiceChain chain, string plate, object registration)
    {
        using var answer = await chain.Registry.PutAsJsonAsync("/v1/vehicles/" + plate, registration, ContractJson.Options);
        answer.EnsureSuccessStatusCode();
    }

    private static async Task<List<(string Plate, string Kind)>> Requests(ServiceChain chain) =>
        [.. (await chain.Fines.Json("/v1/owner-requests")).GetProperty("data").EnumerateArray().Select(request => (request.GetProperty("plate").GetString()!, request.GetProperty("kind").GetString()!))];

    private static async Task<JsonElement> Fill(ServiceChain chain, string file)
    {
        using var answer = await chain.Fines.PostAsync("/v1/owner-requests/file", new StringContent(file, Encoding.UTF8, "text/csv"));
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }
}
