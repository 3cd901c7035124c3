using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Fleet.Contracts;
using Fleet.Contracts.VehicleRegistry;
using Fleet.Tests.Services.Chain;
using Fleet.VehicleRegistry.Domain;

namespace Fleet.Tests.Services.VehicleRegistry;

public sealed class VehiclesTests
{
    [Fact]
    public async Task A_registered_plate_has_its_owner_however_it_is_written()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry);
        var expected = InventedRegistry.Vehicles[5];
        var written = expected.Plate.ToLowerInvariant().Insert(1, "-").Insert(3, "%20");
        Assert.Equal(expected, await chain.Registry.GetFromJsonAsync<RegisteredVehicle>("/v1/vehicles/" + written, ContractJson.Options));
    }

    [Fact]
    public async Task A_plate_nobody_owns_is_an_answer()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry);
        var answer = await chain.Registry.GetFromJsonAsync<RegisteredVehicle>("/v1/vehicles/NOB0DY", ContractJson.Options);
        Assert.Equal(new RegisteredVehicle("NOB0DY", null, null), answer);
    }

    [Fact]
    public async Task The_list_has_every_vehicle_once_in_order()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry);
        var plates = new List<string>();
        var path = "/v1/vehicles?limit=100";
        for (var more = true; more;)
        {
            var page = await chain.Registry.Json(path);
            plates.AddRange(page.GetProperty("data").EnumerateArray().Select(vehicle => vehicle.GetProperty("plate").GetString()!));
            more = page.GetProperty("hasMore").GetBoolean();
            path = "/v1/vehicles?limit=100&starting_after=" + plates[^1];
        }

        Assert.Equal(InventedRegistry.Vehicles.Select(vehicle => vehicle.Plate).Order(StringComparer.Ordinal), plates);
    }

    [Fact]
    public async Task A_change_is_seen_at_once_and_outlives_a_restart()
    {
        var data = Directory.CreateTempSubdirectory("fleet-registry-");
        var owner = new Owner("own_new", "Věra <Nováková> & Co", "vera@example.org");
        var plate = Some.Plate();
        await using (var chain = await ServiceChain.Start(data.FullName, AppIds.VehicleRegistry))
        {
            (await chain.Registry.PutAsJsonAsync("/v1/vehicles/" + plate, new { make = "Volta", owner }, ContractJson.Options)).EnsureSuccessStatusCode();
            (await chain.Registry.PutAsJsonAsync("/v1/vehicles/NEW-1", new { owner }, ContractJson.Options)).EnsureSuccessStatusCode();
            Assert.Equal(owner, await OwnerOf(chain, plate));
        }

        await using (var chain = await ServiceChain.Start(data.FullName, AppIds.VehicleRegistry))
        {
            Assert.Equal(owner, await OwnerOf(chain, plate));
            Assert.Equal(owner, await OwnerOf(chain, "NEW1"));
            Assert.Equal(InventedRegistry.Size + 1, await chain.Registry.Stat("vehicles"));
        }

        data.Delete(recursive: true);
    }

    [Fact]
    public async Task Many_plates_are_looked_up_in_one_call()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry);
        using var answer = await chain.Registry.PostAsJsonAsync("/v1/vehicles/lookup", new VehicleLookup([Some.Plate(3), "NOB0DY", "<b>", Some.Plate(4)]), ContractJson.Options);
        var found = (await answer.Content.ReadFromJsonAsync<VehicleLookupAnswer>(ContractJson.Options))!.Data;
        Assert.Equal([InventedRegistry.Vehicles[3], new("NOB0DY", null, null), new("<b>", null, null), InventedRegistry.Vehicles[4]], found);
    }

    [Fact]
    public async Task Who_was_answerable_then_is_told_for_each_plate()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry);
        var (plate, sale) = (Some.Plate(6), new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));
        var buyer = new Owner("own_buyer", "Zoë", "zoe@example.org", new PostalAddress("Kade 1", "1011 AA", "Amsterdam", "NL"), "nl", "+31201234567");
        (await chain.Registry.PutAsJsonAsync("/v1/vehicles/" + plate, new { owner = buyer, ownedFrom = sale }, ContractJson.Options)).EnsureSuccessStatusCode();
        var asked = new VehicleLookup([plate, plate, "NOB0DY"], [sale.AddSeconds(-1), sale, sale]);
        using var answer = await chain.Registry.PostAsJsonAsync("/v1/vehicles/lookup", asked, ContractJson.Options);
        var found = (await answer.Content.ReadFromJsonAsync<VehicleLookupAnswer>(ContractJson.Options))!.Data;
        Assert.Equal([Some.OwnerOf(plate), buyer, null], found.Select(vehicle => vehicle.Owner));
        Assert.Equal(Some.OwnerOf(plate), (await chain.Registry.GetFromJsonAsync<RegisteredVehicle>($"/v1/vehicles/{plate}?at=2026-02-28T00:00:00Z", ContractJson.Options))!.Owner);
    }

    [Theory]
    [InlineData("AB1", """{"ownedFrom":"2100-01-01T00:00:00Z"}""", "in_the_future", "ownedFrom")]
    [InlineData("AB1", """{"country":"Netherlands"}""", "bad_country", "country")]
    [InlineData("AB1", """{"owner":{"ownerId":"o","name":"A","email":"a@example.org","phone":"020"}}""", "bad_phone", "owner.phone")]
    [InlineData("AB1", """{"owner":{"ownerId":"o","name":"A","email":"a@example.org","locale":"dutch language"}}""", "bad_locale", "owner.locale")]
    [InlineData("AB1", """{"owner":{"ownerId":"o","name":"A","email":"a@example.org","address":{"street":"","postalCode":"1","city":"x","country":"NL"}}}""", "bad_address", "owner.address.street")]
    [InlineData("AB_1", """{"make":"x"}""", "bad_plate", "plate")]
    [InlineData("AB1", """{"owner":{"ownerId":"own_1","name":"A","email":"x"}}""", "bad_email", "owner.email")]
    [InlineData("AB1", """{"owner":{"ownerId":"a/b","name":"A","email":"a@example.org"}}""", "bad_owner_id", "owner.ownerId")]
    [InlineData("AB1", """{"owner":{}}""", "bad_owner_id", "owner.ownerId")]
    [InlineData("AB1", """{"owner":7}""", "wrong_type", "owner")]
    public async Task A_registration_that_makes_no_sense_is_refused(string plate, string body, string code, string param)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry);
        using var answer = await chain.Registry.PutAsync("/v1/vehicles/" + plate, new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
        var problem = await answer.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal((HttpStatusCode.BadRequest, code, param), (answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("param").GetString()));
    }

    private static async Task<Owner?> OwnerOf(ServiceChain chain, string plate) =>
        (await chain.Registry.GetFromJsonAsync<RegisteredVehicle>("/v1/vehicles/" + plate, ContractJson.Options))!.Owner;
}
