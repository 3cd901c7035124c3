using Fleet.Contracts;
using Fleet.Tests.Services.Chain;
using Fleet.Tests.Services.FineCollection.Book;

namespace Fleet.Tests.Services.FineCollection.Payments;

/// <summary>Payments that meet other payments, objections, write-offs and crashes.</summary>
public sealed class PaymentRaceTests
{
    [Fact]
    public async Task Of_two_payments_at_once_one_pays_and_the_other_is_owed_back()
    {
        await using var bench = await PaymentBench.Start();
        var fineId = await bench.Chain.Issued();

        await Task.WhenAll(bench.Tell(PaymentBench.Succeeded("pp_1", fineId, 10_300)), bench.Tell(PaymentBench.Succeeded("pp_2", fineId, 10_300)), bench.Fines.Order(fineId, "payments", Desk.Amount(300)));

        var fine = await bench.Fine(fineId);
        Assert.Equal(("paid", 0, 10_600, 3), (fine.State(), fine.Due(), fine.Refundable(), fine.Payments()));
        await bench.Fines.BookIsSound();
        Assert.Equal(200, (await bench.Tell(PaymentBench.Reversed("pp_1"))).Status);
        fine = await bench.Fine(fineId);
        Assert.Equal(("paid", 300), (fine.State(), fine.Refundable()));
        await bench.Fines.BookIsSound();
    }

    [Fact]
    public async Task A_payment_and_an_objection_at_once_leave_one_payment_and_a_sound_book()
    {
        await using var bench = await PaymentBench.Start();
        for (var number = 0; number < 4; number++)
        {
            var fineId = await bench.Chain.Issued(number);
            var (payment, objection) = (bench.Tell(PaymentBench.Succeeded("pp_" + number, fineId, 10_300)), bench.Fines.Order(fineId, "objections", new { grounds = "It was not me." }));

            Assert.Equal((200, "booked"), ((await payment).Status, (await payment).Json.Text("result")));
            var fine = await bench.Fine(fineId);
            Assert.Equal((await objection).Status == 200 ? "objected" : "paid", fine.State());
            Assert.Equal((1, 0), (fine.Payments(), fine.Due()));
        }

        await bench.Fines.BookIsSound();
    }

    [Fact]
    public async Task A_reversal_after_a_write_off_brings_the_claim_back()
    {
        await using var bench = await PaymentBench.Start();
        var fineId = await bench.Chain.Issued();
        await bench.Tell(PaymentBench.Succeeded("pp_1", fineId, 4_000));
        Assert.Equal(200, (await bench.Fines.Order(fineId, "write-off", new { reason = "Nothing can be had." })).Status);

        Assert.Equal("reversed", (await bench.Tell(PaymentBench.Reversed("pp_1"))).Json.Text("result"));

        var fine = await bench.Fine(fineId);
        Assert.Equal("in_collection", fine.State());
        Assert.True(fine.Due() >= 4_000);
        Assert.Equal(0, await bench.Fines.Balance("cash"));
        await bench.Fines.BookIsSound();
    }

    [Fact]
    public async Task A_payment_outlives_a_crash_of_the_service()
    {
        await using var bench = await PaymentBench.Start();
        var fineId = await bench.Chain.Issued();
        var told = Enumerable.Range(0, 6).Select(number => bench.Tell(PaymentBench.Succeeded("pp_" + number, fineId, 1_000))).ToList();
        await bench.Chain.Crash(AppIds.FineCollection);
        foreach (var answer in told) await Outcome(answer);

        // What was not answered 2xx is sent again; what was, too.
        for (var number = 0; number < 6; number++) Assert.Equal((200, "booked"), await Again(bench, number, fineId));

        Assert.Equal(6, (await bench.Fine(fineId)).Payments());
        await Answers.Until(async () => await bench.Fines.Balance("cash") == 6_000);
        await bench.Fines.BookIsSound();
    }

    private static async Task<(int, string?)> Again(PaymentBench bench, int number, string fineId) =>
        await bench.Tell(PaymentBench.Succeeded("pp_" + number, fineId, 1_000)) is var answer ? (answer.Status, answer.Json.Text("result")) : default;

    private static async Task Outcome(Task<DeskAnswer> told)
    {
        try
        {
            await told;
        }
        catch (Exception lost) when (lost is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut off by the crash.
        }
    }
}
