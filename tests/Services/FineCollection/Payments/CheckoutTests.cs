using System.Net;
using Fleet.Contracts;
using Fleet.PaymentProvider;
using Fleet.Runtime.Faults;
using Fleet.Tests.Services.Chain;
using Fleet.Tests.Services.FineCollection.Book;

namespace Fleet.Tests.Services.FineCollection.Payments;

/// <summary>From a checkout to a paid fine, over the provider's simulator.</summary>
public sealed class CheckoutTests
{
    [Fact]
    public async Task A_checkout_leads_to_the_providers_page_and_what_is_paid_there_pays_the_fine()
    {
        await using var bench = await ProviderBench.Start();
        var fineId = await bench.Bench.Chain.Issued();

        var opened = await bench.Checkout(fineId, "k-1");
        var again = await bench.Checkout(fineId, "k-1");
        var other = await bench.Checkout(fineId, "k-1", new { returnUrl = "https://example.org/" });

        Assert.Equal((200, 10_300, "EUR"), (opened.Status, opened.Json.GetProperty("amount").GetProperty("minorUnits").GetInt64(), opened.Json.GetProperty("amount").Text("currency")));
        Assert.Equal((opened.Text, true), (again.Text, again.IsReplay));
        Assert.Equal((409, "idempotency_key_reused", "Idempotency-Key"), (other.Status, other.Code, other.Param));
        using var pressed = await bench.Press(opened.Json.Text("url")!, "pay");
        Assert.Equal(HttpStatusCode.SeeOther, pressed.StatusCode);
        await Answers.Until(async () => (await bench.Bench.Fine(fineId)).State() == "paid");
        await Answers.Until(() => bench.Provider.Sender.Waiting == 0);
        Assert.Equal(opened.Json.Text("checkoutId"), Assert.Single(await bench.Bench.List("payments")).Text("checkoutId"));

        var refused = await bench.Checkout(fineId, "k-2");
        Assert.Equal((409, "already_paid", "paid"), (refused.Status, refused.Code, refused.State));
        Assert.Contains("refund", refused.Allowed);
        await bench.Bench.Fines.BookIsSound();
    }

    [Fact]
    public async Task A_payment_that_the_provider_takes_back_is_due_again()
    {
        await using var bench = await ProviderBench.Start();
        var fineId = await bench.Bench.Chain.Issued();
        using (await bench.Press((await bench.Checkout(fineId)).Json.Text("url")!, "pay")) await Answers.Until(async () => (await bench.Bench.Fine(fineId)).State() == "paid");

        Assert.Equal(200, await bench.Reverse(Assert.Single(bench.Provider.Book.Payments).Id));
        await Answers.Until(async () => (await bench.Bench.Fine(fineId)).Due() >= 10_300);
        await Answers.Until(() => bench.Provider.Sender.Waiting == 0);
        Assert.Equal(0, await bench.Bench.Fines.Balance("cash"));
        await bench.Bench.Fines.BookIsSound();
    }

    [Theory]
    [InlineData("/v1/fines/fin_00000000000000000000000000/checkouts", "{}", 404, "not_found")]
    [InlineData("/v1/fines/nothing/checkouts", "{}", 404, "not_found")]
    [InlineData("/v1/fines/fin_1/checkouts", """{"returnUrl":"javascript:alert(1)"}""", 400, "wrong_type")]
    [InlineData("/v1/fines/fin_1/checkouts", """{"returnUrl":"http://elsewhere.example.org/"}""", 400, "wrong_type")]
    [InlineData("/v1/fines/fin_1/checkouts", """{"amount":1}""", 400, "unknown_field")]
    public async Task What_makes_no_sense_opens_nothing(string path, string body, int status, string code)
    {
        await using var bench = await PaymentBench.Start();
        using var answer = await bench.Fines.PostAsync(path, new StringContent(body, null, "application/json"));
        Assert.Equal((status, code), ((int)answer.StatusCode, new DeskAnswer(0, await answer.Content.ReadAsStringAsync(), false).Code));
    }

    [Fact]
    public async Task While_the_provider_is_away_nothing_is_lost_and_the_same_key_opens_the_checkout_later()
    {
        await using var bench = await ProviderBench.Start();
        var fineId = await bench.Bench.Chain.Issued();
        await bench.WithoutProvider(async () =>
        {
            var away = await bench.Checkout(fineId, "k-1");
            Assert.Equal((503, "provider_unavailable"), (away.Status, away.Code));
            Assert.Equal(10_300, (await bench.Bench.Fine(fineId)).Due());
        });

        var (opened, again) = (await bench.Checkout(fineId, "k-1"), await bench.Checkout(fineId, "k-1"));
        Assert.Equal((200, false, true), (opened.Status, opened.IsReplay, again.IsReplay));
        using var pressed = await bench.Press(opened.Json.Text("url")!, "pay");
        await Answers.Until(async () => (await bench.Bench.Fine(fineId)).State() == "paid");
    }

    [Fact]
    public async Task When_the_providers_answer_was_lost_the_same_key_gets_the_checkout_that_was_opened()
    {
        await using var bench = await ProviderBench.Start();
        var fineId = await bench.Bench.Chain.Issued();
        bench.Bench.Chain.Faults.Add(new FaultRule { Kind = FaultKind.DropAnswer, Operation = "bind", Component = ComponentNames.PaymentProvider, Times = 1 });

        var lost = await bench.Checkout(fineId, "k-1");
        var opened = await bench.Checkout(fineId, "k-1");
        Assert.Equal((503, 200), (lost.Status, opened.Status));
        // Ids are counted: the first one was kept.
        Assert.EndsWith("000001", opened.Json.Text("checkoutId"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_referral_cannot_be_paid_and_says_so()
    {
        await using var bench = await PaymentBench.Start();
        var fineId = await bench.Chain.Issued(excessKmh: 40);
        var refused = await bench.Fines.Order(fineId, "checkouts", new { });
        Assert.Equal((409, "referred_to_prosecutor", "referred"), (refused.Status, refused.Code, refused.State));
    }

    [Fact]
    public async Task Whatever_mischief_the_provider_is_up_to_each_payment_is_booked_once()
    {
        await using var bench = await ProviderBench.Start();
        var fineIds = new List<string>();
        for (var number = 0; number < Mischiefs.All.Count - 1; number++) fineIds.Add(await bench.Bench.Chain.Issued(number));
        bench.Provider.Mischief.Order(Mischiefs.All.Where(mischief => mischief != Mischiefs.Delay));

        foreach (var fineId in fineIds)
        {
            using var pressed = await bench.Press((await bench.Checkout(fineId)).Json.Text("url")!, "pay");
        }

        foreach (var fineId in fineIds) await Answers.Until(async () => (await bench.Bench.Fine(fineId)).State() == "paid");
        await Answers.Until(() => bench.Provider.Sender.Waiting == 0);
        Assert.Equal(2, bench.Provider.Sender.Attempts.Count(attempt => attempt.Status == 401));
        foreach (var fineId in fineIds) Assert.Equal((1, 0), ((await bench.Bench.Fine(fineId)).Payments(), (await bench.Bench.Fine(fineId)).Refundable()));
        Assert.Equal(fineIds.Count * 10_300, await bench.Bench.Fines.Balance("cash"));
        await bench.Bench.Fines.BookIsSound();
    }
}
