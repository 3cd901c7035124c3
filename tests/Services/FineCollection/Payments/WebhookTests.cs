using System.Text.Json;
using Fleet.Contracts;
using Fleet.Tests.Services.Chain;
using Fleet.Tests.Services.FineCollection.Book;

namespace Fleet.Tests.Services.FineCollection.Payments;

/// <summary>Events of the payment provider: believed only when signed just now, and booked once.</summary>
public sealed class WebhookTests
{
    [Fact]
    public async Task A_payment_through_the_provider_pays_the_fine()
    {
        await using var bench = await PaymentBench.Start();
        var fineId = await bench.Chain.Issued();

        var answer = await bench.Tell(PaymentBench.Succeeded("pp_1", fineId, 10_300));

        Assert.Equal((200, "booked"), (answer.Status, answer.Json.Text("result")));
        var fine = await bench.Fine(fineId);
        Assert.Equal(("paid", 0, 1), (fine.State(), fine.Due(), fine.Payments()));
        Assert.Equal(("card", "2026-03-20"), (fine.GetProperty("payments")[0].Text("method"), fine.GetProperty("payments")[0].Text("valueDate")));
        Assert.Equal(10_300, await bench.Fines.Balance("cash"));
        await bench.Fines.BookIsSound();
    }

    [Fact]
    public async Task A_body_that_was_not_signed_with_our_secret_is_refused_whatever_else_is_right()
    {
        await using var bench = await PaymentBench.Start();
        var fineId = await bench.Chain.Issued();
        var body = JsonSerializer.Serialize(PaymentBench.Succeeded("pp_1", fineId, 10_300));
        var (good, other) = (bench.Sign(body), bench.Sign(body, secret: "another"));

        string?[] bad = [null, "", "t=1", other, good.Replace("v1=", "v0="), good[..^1], good + "0", good.Replace("t=", "t=0"), "t=x," + good.Split(',')[1], good.Split(',')[0] + "," + good, good[..^2] + "zz"];
        foreach (var signature in bad)
        {
            var answer = await PaymentBench.Post(bench.Fines, body, signature);
            Assert.Equal((401, "bad_signature", signature), (answer.Status, answer.Code, signature));
        }

        Assert.Equal((401, "bad_signature"), Of(await PaymentBench.Post(bench.Fines, body.Replace("10300", "10301"), good)));
        Assert.Equal("issued", (await bench.Fine(fineId)).State());
        Assert.Empty(await bench.List("payments"));
    }

    [Theory]
    [InlineData(299, 200, null)]
    [InlineData(-299, 200, null)]
    [InlineData(310, 401, "stale_signature")]
    [InlineData(-310, 401, "stale_signature")]
    public async Task A_signature_is_good_for_five_minutes_before_and_after(int secondsAgo, int status, string? code)
    {
        await using var bench = await PaymentBench.Start();
        var body = JsonSerializer.Serialize(PaymentBench.Succeeded("pp_1", "fin_unknown", 100));

        Assert.Equal((status, code), Of(await PaymentBench.Post(bench.Fines, body, bench.Sign(body, TimeSpan.FromSeconds(secondsAgo)))));
    }

    [Fact]
    public async Task While_the_secret_changes_one_of_several_signatures_suffices()
    {
        await using var bench = await PaymentBench.Start();
        var body = JsonSerializer.Serialize(PaymentBench.Succeeded("pp_1", await bench.Chain.Issued(), 10_300));
        var (time, old) = (bench.Sign(body, secret: "old").Split(',')[0], bench.Sign(body, secret: "old").Split(',')[1]);

        Assert.Equal(200, (await PaymentBench.Post(bench.Fines, body, $"{time},{old},v0=00,{bench.Sign(body).Split(',')[1]}")).Status);
    }

    [Fact]
    public async Task Without_a_secret_nothing_is_believed_and_the_provider_sends_it_again()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        Assert.Equal((503, "not_configured"), Of(await PaymentBench.Post(chain.Fines, "{}", "t=1,v1=00")));
    }

    [Theory]
    [InlineData("""nothing""", "malformed_json", null)]
    [InlineData("""[]""", "wrong_type", null)]
    [InlineData("""{"id":"evt_1"}""", "required", "type")]
    [InlineData("""{"id":"evt_1","type":"payment.succeeded"}""", "required", "data")]
    [InlineData("""{"id":"evt_1","type":"payment.succeeded","extra":1,"data":{"id":"pp_1","reference":"fin_1","amount":{"minorUnits":1,"currency":"EUR"},"paidAt":"2026-03-20T10:00:00Z"}}""", "unknown_field", "extra")]
    [InlineData("""{"id":"evt_1","type":"payment.succeeded","data":{"id":"pp_1","reference":"fin_1","amount":{"minorUnits":1.5,"currency":"EUR"},"paidAt":"2026-03-20T10:00:00Z"}}""", "wrong_type", "data.amount.minorUnits")]
    [InlineData("""{"id":"evt_1","type":"payment.succeeded","data":{"id":"pp_1","reference":"fin_1","amount":{"minorUnits":-5,"currency":"EUR"},"paidAt":"2026-03-20T10:00:00Z"}}""", "out_of_range", "data.amount.minorUnits")]
    [InlineData("""{"id":"evt_1","type":"payment.succeeded","data":{"id":"pp_1","reference":"fin_1","amount":{"minorUnits":1,"currency":"EUR"},"paidAt":"2026-03-20T10:00:00"}}""", "wrong_type", "data.paidAt")]
    [InlineData("""{"id":"evt_1","type":"payment.reversed","data":{"reason":"x"}}""", "required", "data.paymentId")]
    [InlineData("""{"id":"evt_1","type":"payment.reversed","data":{"paymentId":"pp_1","amount":1}}""", "unknown_field", "data.amount")]
    public async Task What_cannot_be_read_names_the_field(string body, string code, string? param)
    {
        await using var bench = await PaymentBench.Start();
        var answer = await bench.Tell(body);
        Assert.Equal((400, code, param), (answer.Status, answer.Code, answer.Param));
    }

    [Fact]
    public async Task A_type_that_is_none_of_ours_is_ignored_and_a_failed_attempt_is_noted()
    {
        await using var bench = await PaymentBench.Start();
        var ignored = await bench.Tell("""{"type":"payout.created","whatever":{"is":"in it"}}""");
        var noted = await bench.Tell("""{"id":"evt_1","type":"payment.failed","data":{"checkoutId":"co_1","reference":"fin_1","reason":"declined"}}""");
        Assert.Equal((200, "ignored", 200, "noted"), (ignored.Status, ignored.Json.Text("result"), noted.Status, noted.Json.Text("result")));
    }

    private static (int Status, string? Code) Of(DeskAnswer answer) => (answer.Status, answer.Code);
}
