using Fleet.Contracts;
using Fleet.Contracts.FineCollection;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

/// <summary>Every command on a fine, through the public door.</summary>
public sealed class DeskTests
{
    [Fact]
    public async Task A_payment_in_full_closes_the_fine_and_is_told()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();

        var part = await chain.Fines.Order(fineId, "payments", Desk.Amount(300));
        var rest = await chain.Fines.Order(fineId, "payments", new { amount = new { minorUnits = 10_000, currency = "EUR" }, method = "card" });

        Assert.Equal((200, "issued", 10_000), (part.Status, part.State, part.Due));
        Assert.Equal((200, "paid", 0), (rest.Status, rest.State, rest.Due));
        Assert.Equal([300, 10_000], rest.Json.GetProperty("payments").EnumerateArray().Select(payment => payment.GetProperty("minorUnits").GetInt64()));
        Assert.Equal(0, rest.Json.GetProperty("ledger").EnumerateArray().Sum(posting => posting.GetProperty("minorUnits").GetInt64()));
        Assert.Equal(rest.Text, (await chain.Fines.GetStringAsync("/v1/fines/" + fineId)));
        await chain.UntilTold(fineId, FineEventTypes.PaymentReceived, FineEventTypes.Paid);
    }

    [Fact]
    public async Task What_was_paid_too_much_is_owed_back_and_goes_back_once()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();
        var paid = await chain.Fines.Order(fineId, "payments", Desk.Amount(11_000));

        var tooMuch = await chain.Fines.Order(fineId, "refunds", Desk.Amount(701));
        var refund = await chain.Fines.Order(fineId, "refunds", Desk.Amount(700));
        var again = await chain.Fines.Order(fineId, "refunds", Desk.Amount(700));

        Assert.Equal(700, paid.Json.GetProperty("refundable").GetProperty("minorUnits").GetInt64());
        Assert.Equal((409, "more_than_refundable", "amount.minorUnits"), (tooMuch.Status, tooMuch.Code, tooMuch.Param));
        Assert.Equal(0, refund.Json.GetProperty("refundable").GetProperty("minorUnits").GetInt64());
        Assert.Equal((409, "nothing_refundable"), (again.Status, again.Code));
    }

    [Fact]
    public async Task An_objection_stops_the_clocks_until_its_decision()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();

        var objected = await chain.Fines.Order(fineId, "objections", new { grounds = "It was not me." });
        var twice = await chain.Fines.Order(fineId, "objections", new { grounds = "It was not me." });
        var reduced = await chain.Fines.Order(fineId, "decisions", new { decision = "reduced", penaltyMinorUnits = 5_000, reason = "Doubt about the speed." });

        Assert.Equal((200, "objected"), (objected.Status, objected.State));
        Assert.False(objected.Json.GetProperty("terms").TryGetProperty("nextStepAt", out _));
        Assert.Equal((409, "already_objected"), (twice.Status, twice.Code));
        Assert.Contains("decide", twice.Allowed);
        Assert.DoesNotContain("object", twice.Allowed);
        Assert.Equal("objected", twice.State);
        Assert.Equal((200, 5_900), (reduced.Status, reduced.Due));
    }

    [Theory]
    [InlineData("upheld", 10_300)]
    [InlineData("dismissed", 0)]
    public async Task A_decision_says_what_becomes_of_the_fine(string decision, long due)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();
        await chain.Fines.Order(fineId, "objections", new { grounds = "No." });

        var decided = await chain.Fines.Order(fineId, "decisions", new { decision, reason = "Read it again." });

        Assert.Equal((200, due), (decided.Status, decided.Due));
        await chain.UntilTold(fineId, decision == "upheld" ? FineEventTypes.Upheld : FineEventTypes.Dismissed);
    }

    [Fact]
    public async Task A_nominated_driver_gets_a_fine_of_their_own()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();
        var driver = new { name = "Ada Driver", email = "ada@driver.example", address = new { street = "Dam 1", postalCode = "1012 JS", city = "Amsterdam", country = "NL" }, locale = "nl" };

        var nominated = await chain.Fines.Order(fineId, "nominations", new { driver }, key: "n-1");

        Assert.Equal((200, "nominated", 0), (nominated.Status, nominated.State, nominated.Due));
        var other = nominated.Json.GetProperty("replacedBy").GetString()!;
        var set = await chain.Fines.Json("/v1/fines/" + other);
        Assert.Equal(("issued", fineId, 10_300), (set.GetProperty("state").GetString(), set.GetProperty("replaces").GetString(), set.GetProperty("due").GetProperty("minorUnits").GetInt64()));
        await chain.UntilTold(fineId, FineEventTypes.DriverNominated);
        await chain.UntilTold(other, FineEventTypes.Issued);
        Assert.Equal("ada@driver.example", chain.Told.Events.First(told => told.FineId == other).Recipient!.Email);
        Assert.Equal(200, (await chain.Fines.Order(other, "payments", Desk.Amount(10_300))).Status);
    }

    [Fact]
    public async Task A_fine_without_an_owner_gets_one()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var violation = Some.Violation("NOB0DY");
        await chain.Publish(Topics.SpeedingViolations, violation);
        await chain.Fines.UntilStat("fines", 1);

        var assigned = await chain.Fines.Order(Some.FineId(violation), "owner", new { owner = new { ownerId = "own_7", name = "N. Body", email = "n@body.example" } });
        var again = await chain.Fines.Order(Some.FineId(violation), "owner", new { owner = new { name = "N. Body", email = "n@body.example" } });

        Assert.Equal((200, "issued", "own_7"), (assigned.Status, assigned.State, assigned.Json.GetProperty("ownerId").GetString()));
        Assert.Equal((409, "owner_known"), (again.Status, again.Code));
    }

    [Fact]
    public async Task A_dishonoured_payment_makes_it_due_again()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();
        var paid = await chain.Fines.Order(fineId, "payments", Desk.Amount(10_300));
        var paymentId = paid.Json.GetProperty("payments")[0].GetProperty("id").GetString();

        var reversed = await chain.Fines.Order(fineId, $"payments/{paymentId}/reversal", new { reason = "No cover." });
        var unknown = await chain.Fines.Order(fineId, "payments/pay_0/reversal", new { reason = "No cover." });

        Assert.Equal((200, true), (reversed.Status, reversed.Due >= 10_300));
        Assert.Equal((404, "not_found", "paymentId"), (unknown.Status, unknown.Code, unknown.Param));
    }

    [Fact]
    public async Task The_other_commands_have_a_route_each()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        string[] ids = [await chain.Issued(0), await chain.Issued(1), await chain.Issued(2), await chain.Issued(3)];

        var served = await chain.Fines.Order(ids[0], "service", new { servedOn = DateTimeOffset.UnixEpoch.AddYears(40).ToString("yyyy-MM-dd") });
        var plan = await chain.Fines.Order(ids[1], "instalments", new { count = 3, firstDueDate = "2099-01-31" });
        var withdrawn = await chain.Fines.Order(ids[2], "withdrawal", new { reason = "Wrong sign." });
        var writtenOff = await chain.Fines.Order(ids[3], "write-off", new { reason = "Nothing to be had." });

        Assert.True(served.Status is 200 or 409, served.Text);
        Assert.True(plan.Status is 200 or 409, plan.Text);
        Assert.Equal((200, "withdrawn"), (withdrawn.Status, withdrawn.State));
        Assert.Equal((200, "written_off"), (writtenOff.Status, writtenOff.State));
        Assert.Equal((409, "closed"), await Refused(chain, ids[2], "withdrawal", new { reason = "Again." }));
    }

    [Fact]
    public async Task A_referred_case_takes_no_command_and_says_so()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued(excessKmh: 40);

        Assert.Equal((409, "referred_to_prosecutor"), await Refused(chain, fineId, "objections", new { grounds = "No." }));
        Assert.Equal((409, "wrong_currency"), await Refused(chain, await chain.Issued(1), "payments", Desk.Amount(1, "USD")));
    }

    [Fact]
    public async Task The_trail_says_who_did_what_and_holds()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();
        await chain.Fines.Order(fineId, "payments", Desk.Amount(300), actor: "clerk 7");
        await chain.Fines.Order(fineId, "withdrawal", new { reason = "Wrong sign." }, actor: null);

        var audit = await chain.Fines.Json($"/v1/fines/{fineId}/audit");

        Assert.True(audit.GetProperty("verified").GetBoolean());
        Assert.Equal(["issue", "pay", "withdraw"], audit.GetProperty("trail").EnumerateArray().Select(line => line.GetProperty("command").GetString()));
        Assert.Equal(["fine-collection", "clerk 7", "anonymous"], audit.GetProperty("trail").EnumerateArray().Select(line => line.GetProperty("by").GetString()));
    }

    private static async Task<(int Status, string? Code)> Refused(ServiceChain chain, string fineId, string path, object body) =>
        await chain.Fines.Order(fineId, path, body) is var answer ? (answer.Status, answer.Code) : default;
}
