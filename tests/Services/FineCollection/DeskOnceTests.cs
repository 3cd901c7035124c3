using Fleet.Contracts;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection;

/// <summary>A request with an idempotency key is carried out once, and answered alike for ever.</summary>
public sealed class DeskOnceTests
{
    [Fact]
    public async Task The_same_key_and_body_get_the_same_answer_whatever_happened_since()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();

        var first = await chain.Fines.Order(fineId, "payments", """{"amount":{"minorUnits":300,"currency":"EUR"}}""", key: "k-1");
        await chain.Fines.Order(fineId, "payments", Desk.Amount(10_000));
        var again = await chain.Fines.Order(fineId, "payments", """{ "amount": { "currency": "EUR", "minorUnits": 300 } }""", key: "k-1");

        Assert.Equal((200, "issued", false), (first.Status, first.State, first.IsReplay));
        Assert.Equal((first.Status, first.Text, true), (again.Status, again.Text, again.IsReplay));
        Assert.Equal(2, (await chain.Fines.Json("/v1/fines/" + fineId)).GetProperty("payments").GetArrayLength());
    }

    [Fact]
    public async Task A_refusal_is_kept_like_any_answer()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();
        var refused = await chain.Fines.Order(fineId, "refunds", Desk.Amount(5), key: "r-1");
        await chain.Fines.Order(fineId, "payments", Desk.Amount(10_305));

        var again = await chain.Fines.Order(fineId, "refunds", Desk.Amount(5), key: "r-1");

        Assert.Equal((409, "nothing_refundable"), (refused.Status, refused.Code));
        Assert.Equal((409, refused.Text, true), (again.Status, again.Text, again.IsReplay));
        Assert.Equal(200, (await chain.Fines.Order(fineId, "refunds", Desk.Amount(5), key: "r-2")).Status);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_a_conflict_and_does_nothing()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();
        await chain.Fines.Order(fineId, "payments", Desk.Amount(300), key: "k-1");

        var other = await chain.Fines.Order(fineId, "payments", Desk.Amount(301), key: "k-1");

        Assert.Equal((409, "idempotency_key_reused", "Idempotency-Key"), (other.Status, other.Code, other.Param));
        Assert.Single((await chain.Fines.Json("/v1/fines/" + fineId)).GetProperty("payments").EnumerateArray());
    }

    [Theory]
    [InlineData("payments/")]
    [InlineData("Payments")]
    public async Task The_same_path_in_another_spelling_is_the_same_request(string path)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();
        await chain.Fines.Order(fineId, "payments", Desk.Amount(300), key: "k-1");

        Assert.True((await chain.Fines.Order(fineId, path, Desk.Amount(300), key: "k-1")).IsReplay);
        Assert.Single((await chain.Fines.Json("/v1/fines/" + fineId)).GetProperty("payments").EnumerateArray());
    }

    [Fact]
    public async Task A_key_counts_for_one_fine_and_one_path()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var (one, two) = (await chain.Issued(0), await chain.Issued(1));

        var payments = new[] { one, two }.Select(fineId => chain.Fines.Order(fineId, "payments", Desk.Amount(300), key: "k-1"));
        Assert.All(await Task.WhenAll(payments), answer => Assert.Equal((200, false), (answer.Status, answer.IsReplay)));
        var objection = await chain.Fines.Order(one, "objections", new { grounds = "No." }, key: "k-1");
        Assert.Equal((200, false), (objection.Status, objection.IsReplay));
    }

    [Fact]
    public async Task Requests_at_once_with_one_key_do_it_once()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => chain.Fines.Order(fineId, "payments", Desk.Amount(300), key: "k-1")));

        Assert.Single(answers.Select(answer => answer.Text).Distinct());
        Assert.Single(answers, answer => !answer.IsReplay);
        Assert.Single((await chain.Fines.Json("/v1/fines/" + fineId)).GetProperty("payments").EnumerateArray());
    }

    [Fact]
    public async Task Without_a_key_every_request_is_another_one()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => chain.Fines.Order(fineId, "payments", Desk.Amount(300))));

        var fine = await chain.Fines.Json("/v1/fines/" + fineId);
        Assert.Equal((5, 8_800), (fine.GetProperty("payments").GetArrayLength(), fine.GetProperty("due").GetProperty("minorUnits").GetInt64()));
    }

    [Fact]
    public async Task A_key_whose_answer_is_forgotten_still_does_nothing_twice()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();
        await chain.Fines.Order(fineId, "payments", Desk.Amount(300), key: "k-0");
        for (var number = 1; number <= 51; number++) await chain.Fines.Order(fineId, "refunds", Desk.Amount(5), key: $"r-{number}");

        var again = await chain.Fines.Order(fineId, "payments", Desk.Amount(300), key: "k-0");

        Assert.Equal((200, false), (again.Status, again.IsReplay));
        Assert.Single(again.Json.GetProperty("payments").EnumerateArray());
    }

    [Theory]
    [InlineData("k 1", "Idempotency-Key")]
    [InlineData(null, "Fleet-Actor")]
    public async Task A_header_that_cannot_be_read_is_named(string? key, string param)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fineId = await chain.Issued();

        var answer = await chain.Fines.Order(fineId, "payments", Desk.Amount(300), key, actor: key is null ? "<b>" : null);

        Assert.Equal((400, "wrong_type", param), (answer.Status, answer.Code, answer.Param));
    }

    [Fact]
    public async Task A_payment_and_an_objection_at_once_leave_one_true_fine()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        for (var round = 0; round < 6; round++)
        {
            var fineId = await chain.Issued(round);

            var answers = await Task.WhenAll(
                chain.Fines.Order(fineId, "payments", Desk.Amount(10_300)), chain.Fines.Order(fineId, "objections", new { grounds = "No." }));

            Assert.Equal(200, answers[0].Status);
            Assert.True(answers[1].Status == 200 || answers[1].Code == "already_paid", answers[1].Text);
            var fine = await chain.Fines.Json("/v1/fines/" + fineId);
            Assert.Equal(answers[1].Status == 200 ? "objected" : "paid", fine.GetProperty("state").GetString());
            Assert.Equal(0, fine.GetProperty("ledger").EnumerateArray().Sum(posting => posting.GetProperty("minorUnits").GetInt64()));
            Assert.True((await chain.Fines.Json($"/v1/fines/{fineId}/audit")).GetProperty("verified").GetBoolean());
        }
    }
}
