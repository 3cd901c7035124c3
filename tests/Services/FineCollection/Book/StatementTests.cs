using Fleet.Contracts;
using Fleet.Runtime.Faults;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection.Book;

public sealed class StatementTests
{
    private const string Nobody = "fin_0nptbbqk512fm7znkhzfckx9v6";

    [Fact]
    public async Task Lines_pay_the_fines_they_name_and_the_rest_is_listed()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var (one, two) = (await chain.Issued(0), await chain.Issued(1));
        var import = await chain.Fines.Import(
            Bank.Line("r1", "103.00", one.ToUpperInvariant().Replace('_', ' ')), Bank.Line("r2", "3.00", two[4..]), Bank.Line("r3", "9.00", "groceries"),
            Bank.Line("r4", "9.00", Nobody), Bank.Line("r5", "9.00", $"{one} and {two}"), Bank.Line("r6", "9.00", two, "USD"), Bank.Line("r7", "-4.00", "rent"));

        Assert.Equal("matched matched unmatched:no_reference unmatched:unknown_fine unmatched:several_fines unmatched:wrong_currency ignored:debit", import.Outcomes());
        Assert.Equal("paid", (await chain.Fines.Json("/v1/fines/" + one)).GetProperty("state").GetString());
        Assert.Equal(10_000, (await chain.Fines.Json("/v1/fines/" + two)).GetProperty("due").GetProperty("minorUnits").GetInt64());
        Assert.Equal(4, (await chain.Fines.Unmatched()).Count);
        await chain.Fines.BookIsSound();
        Assert.Equal(-2_700, await chain.Fines.Balance("unallocated"));
        Assert.Equal("passed", (await chain.Fines.Check()).GetProperty("check").GetProperty("state").GetString());
    }

    [Fact]
    public async Task The_same_file_is_the_same_import_and_a_line_of_another_file_is_booked_once()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fine = await chain.Issued();
        string[] lines = [Bank.Line("r1", "3.00", fine), Bank.Line("", "2.00", "x"), Bank.Line("", "2.00", "x")];
        var (status, first) = await chain.Fines.Csv(lines);
        await chain.Fines.Done(first);
        var (again, second) = await chain.Fines.Csv(lines);
        Assert.Equal((202, 200, first.GetProperty("id").GetString()), (status, again, second.GetProperty("id").GetString()));

        var overlapping = await chain.Fines.Import([Bank.Line("r0", "1.00", fine), .. lines, Bank.Line("", "2.00", "x")]);
        Assert.Equal((3, 1, 1), (overlapping.Count("known"), overlapping.Count("matched"), overlapping.Count("unmatched")));
        Assert.Equal(400 + 600, await chain.Fines.Balance("cash"));
        Assert.Equal(3, (await chain.Fines.Unmatched()).Count);
        await chain.Fines.BookIsSound();
    }

    [Fact]
    public async Task A_line_that_once_named_nobody_stays_unallocated_when_its_fine_comes_to_be()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fine = Some.FineId(Some.Violation(Some.Plate()));
        await chain.Fines.Import(Bank.Line("r1", "103.00", fine));
        Assert.Equal(fine, await chain.Issued());
        var later = await chain.Fines.Import(Bank.Line("r1", "103.00", fine), Bank.Line("r2", "1.00", fine));
        Assert.Equal("unmatched:unknown_fine matched", later.Outcomes());
        Assert.Equal(10_400, await chain.Fines.Balance("cash"));
    }

    [Fact]
    public async Task By_hand_money_goes_to_a_fine_or_back_once()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fine = await chain.Issued();
        await chain.Fines.Import(Bank.Line("r1", "103.00", "for the fine"), Bank.Line("r2", "5.00", "a mistake"), Bank.Line("r3", "5.00", "dollars", "USD"));
        var lines = (await chain.Fines.Unmatched()).ToDictionary(line => line.GetProperty("text").GetString()!, line => line.GetProperty("id").GetString()!);

        for (var repeat = 0; repeat < 2; repeat++)
        {
            Assert.Equal(200, (await chain.Fines.Order(lines["for the fine"], "assignment", new { fineId = fine })).Status);
            Assert.Equal(200, (await chain.Fines.Order(lines["a mistake"], "return", new { })).Status);
        }

        Assert.Equal("line_not_unmatched", (await chain.Fines.Order(lines["for the fine"], "return", new { })).Answer.GetProperty("code").GetString());
        Assert.Equal("wrong_currency", (await chain.Fines.Order(lines["dollars"], "assignment", new { fineId = fine })).Answer.GetProperty("code").GetString());
        Assert.Equal(404, (await chain.Fines.Order(lines["dollars"], "assignment", new { fineId = Nobody })).Status);
        Assert.Equal("required", (await chain.Fines.Order(lines["dollars"], "assignment", new { })).Answer.GetProperty("code").GetString());
        Assert.Equal(404, (await chain.Fines.Order("bln_00000000000000000000000000", "return", new { })).Status);
        Assert.Equal("paid", (await chain.Fines.Json("/v1/fines/" + fine)).GetProperty("state").GetString());
        Assert.Equal("dollars", Assert.Single(await chain.Fines.Unmatched()).GetProperty("text").GetString());
        Assert.Equal(5, (await JournalTests.Postings(chain.Fines, "/v1/ledger/postings?account=unallocated")).Count);
        await chain.Fines.BookIsSound();
        Assert.Equal("passed", (await chain.Fines.Check()).GetProperty("check").GetProperty("state").GetString());
    }

    [Fact]
    public async Task A_returned_payment_is_reversed_and_other_debits_are_not_taken_for_one()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fine = await chain.Issued();
        await chain.Fines.Send(Statement("0.00", "108.00", Entry("103.00", "A1", fine) + Entry("5.00", "A9", "nothing")), "application/xml");
        await Answers.Until(async () => (await chain.Fines.Json("/v1/fines/" + fine)).GetProperty("state").GetString() == "paid");
        var (_, head) = await chain.Fines.Send(
            Statement("108.00", "-3.00", Entry("103.00", "A2", fine, isReturn: true) + Entry("5.00", "A9", "", isReturn: true) + Entry("3.00", "A3", fine, isDebit: true)), "application/xml");
        var import = await chain.Fines.Done(head);

        Assert.Equal("reversed reversed ignored:debit", import.Outcomes());
        var after = await chain.Fines.Json("/v1/fines/" + fine);
        Assert.NotEqual("paid", after.GetProperty("state").GetString());
        Assert.InRange(after.GetProperty("due").GetProperty("minorUnits").GetInt64(), 10_300, 20_000);
        Assert.Equal((0, 0), (await chain.Fines.Balance("unallocated"), await chain.Fines.Balance("cash")));
        Assert.Empty(await chain.Fines.Unmatched());
        await chain.Fines.BookIsSound();
        Assert.Equal("passed", (await chain.Fines.Check()).GetProperty("check").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Every_return_takes_back_another_payment_though_their_references_are_the_same()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fine = await chain.Issued();
        var (_, paid) = await chain.Fines.Send(Statement("0.00", "20.00", Paid(fine, "A1") + Paid(fine, "A2")), "application/xml");
        Assert.Equal("matched matched", (await chain.Fines.Done(paid)).Outcomes());

        var (_, back) = await chain.Fines.Send(Statement("20.00", "0.00", Paid(fine, "A3", isReturn: true) + Paid(fine, "A4", isReturn: true)), "application/xml");

        Assert.Equal("reversed reversed", (await chain.Fines.Done(back)).Outcomes());
        Assert.Equal(0, await chain.Fines.Balance("cash"));
        await chain.Fines.BookIsSound();
    }

    [Fact]
    public async Task Amounts_beyond_all_bounds_do_not_add_up()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        var entries = string.Concat(Enumerable.Range(0, 9_300).Select(number => Entry("9999999999999.99", "A" + number, "x")));

        var (status, problem) = await chain.Fines.Send(Statement("0.00", "1.00", entries), "application/xml");

        Assert.Equal((400, "balance_differs"), (status, problem.GetProperty("code").GetString()));
    }

    [Fact]
    public async Task A_file_that_does_not_add_up_books_nothing()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fine = await chain.Issued();
        var (status, problem) = await chain.Fines.Send(Statement("0.00", "100.00", Entry("103.00", "A1", fine)), "application/xml");
        Assert.Equal((400, "balance_differs"), (status, problem.GetProperty("code").GetString()));
        Assert.Equal(0, await chain.Fines.Balance("cash"));
        Assert.Equal(415, (await chain.Fines.Send("{}", "application/json")).Status);
        Assert.Equal((413, "body_too_large"), (await chain.Fines.Send(new string('x', 17 * 1024 * 1024), "text/csv")) is var (large, answer) ? (large, answer.GetProperty("code").GetString()) : default);
    }

    [Theory]
    [InlineData("*/BankLineActor/bln_*/state")]
    [InlineData("*/BankLineActor/bln_*/method/Take")]
    [InlineData("*/StatementImportActor/imp_*/state")]
    [InlineData("*/JournalActor/shard-*/state")]
    [InlineData("*/LineIndex/shard-*/method/Put")]
    [InlineData("*/FineActor/fin_*/state")]
    [InlineData("*/FineActor/fin_*/method/Do")]
    [InlineData("*/publish/*")]
    public async Task A_failure_at_any_step_delays_and_books_nothing_twice(string step)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fine = await chain.Issued();
        var (_, head) = await chain.Fines.Csv(Bank.Line("r1", "3.00", fine), Bank.Line("r2", "4.00", fine), Bank.Line("r3", "5.00", "x"));
        chain.Faults.Add(new FaultRule { Kind = FaultKind.Error, Operation = "api", App = AppIds.FineCollection, Path = step, Times = 3 });
        await chain.Fines.Done(head);

        Assert.Equal((1_200, -500), (await chain.Fines.Balance("cash"), await chain.Fines.Balance("unallocated")));
        Assert.Equal(9_600, (await chain.Fines.Json("/v1/fines/" + fine)).GetProperty("due").GetProperty("minorUnits").GetInt64());
        await chain.Fines.BookIsSound();
    }

    [Fact]
    public async Task A_crash_in_the_middle_of_an_import_books_every_line_once()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fines = new[] { await chain.Issued(0), await chain.Issued(1), await chain.Issued(2) };
        var (_, head) = await chain.Fines.Csv([.. Enumerable.Range(0, 150).Select(number => Bank.Line("r" + number, "0.10", number % 5 == 0 ? "nobody" : fines[number % 3]))]);
        for (var crash = 0; crash < 3; crash++)
        {
            await Answers.Until(async () => await Processed(chain, head) >= crash * 40);
            await chain.Crash(AppIds.FineCollection);
        }

        var import = await chain.Fines.Done(head);
        Assert.Equal((120, 30), (import.Count("matched"), import.Count("unmatched")));
        Assert.Equal((1_500, -300), (await chain.Fines.Balance("cash"), await chain.Fines.Balance("unallocated")));
        await chain.Fines.BookIsSound();
        Assert.Equal("passed", (await chain.Fines.Check()).GetProperty("check").GetProperty("state").GetString());
    }

    [Fact]
    public async Task Payments_that_race_are_all_booked_once_and_what_is_too_much_is_owed_back()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var fine = await chain.Issued();
        var (_, head) = await chain.Fines.Csv([.. Enumerable.Range(0, 8).Select(number => Bank.Line("r" + number, "50.00", fine))]);
        var desk = await Task.WhenAll(Enumerable.Range(0, 4).Select(number => chain.Fines.Order(fine, "payments", Desk.Amount(5_000), key: "key-" + (number % 2))));
        Assert.All(desk, answer => Assert.Equal(200, answer.Status));
        await chain.Fines.Done(head);

        await Answers.Until(async () => await chain.Fines.Balance("cash") == 50_000);
        Assert.Equal((0, -39_700), (await chain.Fines.Balance("receivable"), await chain.Fines.Balance("refunds_due")));
        await chain.Fines.BookIsSound();
        Assert.Equal("passed", (await chain.Fines.Check()).GetProperty("check").GetProperty("state").GetString());
    }

    private static async Task<int> Processed(ServiceChain chain, System.Text.Json.JsonElement head) =>
        (await chain.Fines.Json("/v1/bank-statements/" + head.GetProperty("id").GetString())).GetProperty("import").GetProperty("processed").GetInt32();

    private static string Statement(string opening, string closing, string entries) =>
        $"<Document><BkToCstmrStmt><Stmt><Id>1</Id><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>{Balance("OPBD", opening)}{Balance("CLBD", closing)}{entries}</Stmt></BkToCstmrStmt></Document>";

    private static string Balance(string code, string amount) =>
        $"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy=\"EUR\">{amount.TrimStart('-')}</Amt><CdtDbtInd>{(amount[0] == '-' ? "DBIT" : "CRDT")}</CdtDbtInd></Bal>";

    // Ten euros under the payer's own reference, which is the same every time.
    private static string Paid(string fine, string reference, bool isReturn = false) => Entry("10.00", reference, fine, isReturn)
        .Replace("<TxDtls>", "<TxDtls><Refs><EndToEndId>MY-FINE</EndToEndId></Refs>", StringComparison.Ordinal);

    private static string Entry(string amount, string reference, string text, bool isReturn = false, bool isDebit = false) =>
        $"<Ntry><Amt Ccy=\"EUR\">{amount}</Amt><CdtDbtInd>{(isReturn || isDebit ? "DBIT" : "CRDT")}</CdtDbtInd>{(isReturn ? "<RvslInd>true</RvslInd>" : "")}<Sts>BOOK</Sts>"
        + $"<BookgDt><Dt>2026-05-01</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef><NtryDtls><TxDtls><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>";
}
