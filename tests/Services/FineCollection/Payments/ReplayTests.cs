using Fleet.Tests.Services.Chain;
using Fleet.Tests.Services.FineCollection.Book;

namespace Fleet.Tests.Services.FineCollection.Payments;

/// <summary>However often, at once and in whatever order the provider tells of money: it is booked once, and none is lost.</summary>
public sealed class ReplayTests
{
    [Fact]
    public async Task The_same_event_many_times_at_once_and_the_same_payment_in_another_event_are_booked_once()
    {
        await using var bench = await PaymentBench.Start();
        var fineId = await bench.Chain.Issued();

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(number => bench.Tell(PaymentBench.Succeeded("pp_1", fineId, 4_000, eventId: "evt_" + (number % 3)))));

        Assert.All(answers, answer => Assert.Equal((200, "booked"), (answer.Status, answer.Json.Text("result"))));
        var fine = await bench.Fine(fineId);
        Assert.Equal((1, 6_300), (fine.Payments(), fine.Due()));
        Assert.Single(await bench.List("payments"));
        await bench.Fines.BookIsSound();
    }

    [Fact]
    public async Task Another_content_under_a_known_id_is_refused_and_listed_once()
    {
        await using var bench = await PaymentBench.Start();
        var fineId = await bench.Chain.Issued();
        await bench.Tell(PaymentBench.Succeeded("pp_1", fineId, 4_000));

        var payment = await bench.Tell(PaymentBench.Succeeded("pp_1", fineId, 5_000, eventId: "evt_other"));
        await bench.Tell(PaymentBench.Succeeded("pp_1", fineId, 5_000, eventId: "evt_other"));
        var told = await bench.Tell(PaymentBench.Succeeded("pp_2", fineId, 4_000, eventId: "evt_pp_1"));

        Assert.Equal((409, "payment_differs", 409, "event_differs"), (payment.Status, payment.Code, told.Status, told.Code));
        Assert.Equal(["event_differs", "payment_differs"], (await bench.List("problems")).Select(problem => problem.Text("code")).Order());
        Assert.Equal(6_300, (await bench.Fine(fineId)).Due());
    }

    [Fact]
    public async Task A_reversal_makes_everything_due_again_once()
    {
        await using var bench = await PaymentBench.Start();
        var fineId = await bench.Chain.Issued();
        await bench.Tell(PaymentBench.Succeeded("pp_1", fineId, 10_300));

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(number => bench.Tell(PaymentBench.Reversed("pp_1", eventId: "evt_r" + number))));

        Assert.All(answers, answer => Assert.Equal((200, "reversed"), (answer.Status, answer.Json.Text("result"))));
        var fine = await bench.Fine(fineId);
        Assert.NotEqual("paid", fine.State());
        Assert.True(fine.Due() >= 10_300);
        Assert.Equal(0, await bench.Fines.Balance("cash"));
        await bench.Fines.BookIsSound();
    }

    [Fact]
    public async Task A_reversal_that_comes_first_waits_for_its_payment_and_is_listed_until_then()
    {
        await using var bench = await PaymentBench.Start();
        var fineId = await bench.Chain.Issued();

        var early = await bench.Tell(PaymentBench.Reversed("pp_1"));
        Assert.Equal((200, "awaiting_payment"), (early.Status, early.Json.Text("result")));
        Assert.Equal("reversal_without_payment", Assert.Single(await bench.List("problems")).Text("code"));

        var late = await bench.Tell(PaymentBench.Succeeded("pp_1", fineId, 10_300));
        Assert.Equal((200, "reversed"), (late.Status, late.Json.Text("result")));
        Assert.Empty(await bench.List("problems"));
        var fine = await bench.Fine(fineId);
        Assert.Equal(1, fine.Payments());
        Assert.True(fine.Due() >= 10_300);
        await bench.Fines.BookIsSound();
    }

    [Fact]
    public async Task Money_for_an_unknown_fine_or_in_another_currency_stands_in_the_book_until_somebody_assigns_or_returns_it()
    {
        await using var bench = await PaymentBench.Start();
        var fineId = await bench.Chain.Issued();
        var unknown = await bench.Tell(PaymentBench.Succeeded("pp_1", "fin_nobody_knows", 10_300));
        var foreign = await bench.Tell(PaymentBench.Succeeded("pp_2", fineId, 777, currency: "DKK"));
        Assert.Equal((200, "unmatched", 200, "unmatched"), (unknown.Status, unknown.Json.Text("result"), foreign.Status, foreign.Json.Text("result")));
        Assert.Equal(["unknown_fine", "wrong_currency"], (await bench.List("unmatched")).Select(payment => payment.Text("reason")).Order());
        Assert.Equal((-10_300, -777), (await Unallocated(bench, "EUR"), await Unallocated(bench, "DKK")));

        var (one, two) = (unknown.Json.Text("paymentId")!, foreign.Json.Text("paymentId")!);
        Assert.Equal(409, (await Order(bench, two, "assignment", new { fineId })).Status);
        Assert.Equal(200, (await Order(bench, two, "return", new { })).Status);
        Assert.Equal(200, (await Order(bench, one, "assignment", new { fineId })).Status);
        Assert.Equal(200, (await Order(bench, one, "assignment", new { fineId })).Status);
        Assert.Equal((409, "payment_not_unmatched"), (await Order(bench, one, "return", new { })) is var late ? (late.Status, late.Code) : default);

        Assert.Equal("paid", (await bench.Fine(fineId)).State());
        Assert.Empty(await bench.List("unmatched"));
        Assert.Equal(0, await bench.Fines.Balance("unallocated"));
        await bench.Fines.BookIsSound();
    }

    [Fact]
    public async Task Unmatched_money_that_is_taken_back_leaves_the_book_and_so_does_what_was_returned()
    {
        await using var bench = await PaymentBench.Start();
        await bench.Tell(PaymentBench.Succeeded("pp_1", "fin_nobody_knows", 500));
        var returned = await bench.Tell(PaymentBench.Succeeded("pp_2", "fin_nobody_knows", 300));
        await Order(bench, returned.Json.Text("paymentId")!, "return", new { });

        Assert.Equal("reversed", (await bench.Tell(PaymentBench.Reversed("pp_1"))).Json.Text("result"));
        Assert.Equal(0, await bench.Fines.Balance("unallocated"));
        Assert.Equal("reversed", (await bench.Tell(PaymentBench.Reversed("pp_2"))).Json.Text("result"));
        Assert.Equal(300, await bench.Fines.Balance("unallocated"));
        Assert.Equal("returned_and_reversed", Assert.Single(await bench.List("problems")).Text("code"));
        await bench.Fines.BookIsSound();
    }

    private static async Task<long> Unallocated(PaymentBench bench, string currency) => (await bench.Fines.Json("/v1/ledger/trial-balance")).GetProperty("accounts").EnumerateArray()
        .Where(line => line.Text("account") == "unallocated" && line.Text("currency") == currency).Sum(line => line.GetProperty("balanceMinorUnits").GetInt64());

    private static async Task<DeskAnswer> Order(PaymentBench bench, string paymentId, string order, object body)
    {
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(bench.Fines, $"/v1/payment-provider/unmatched/{paymentId}/{order}", body);
        return new DeskAnswer((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), false);
    }
}
