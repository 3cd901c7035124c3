using System.Text.Json;
using Fleet.Contracts;
using Fleet.FineCollection.Book.Journal;
using Fleet.Tests.Services.Chain;

namespace Fleet.Tests.Services.FineCollection.Book;

public sealed class JournalTests
{
    [Fact]
    public async Task Every_fine_is_in_the_book_and_the_book_sums_to_zero()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.VehicleRegistry, AppIds.FineCollection);
        var violations = Enumerable.Range(0, 30).Select(number => Some.Violation(Some.Plate(number % 3), number: number)).ToList();
        await chain.Publish(Topics.SpeedingViolations, [.. violations]);
        await chain.Publish(Topics.SpeedingViolations, [.. violations.Take(10)]);
        await chain.Fines.UntilStat("fines", 30);

        await chain.Fines.BookIsSound();
        Assert.Equal(30 * 10_300, await chain.Fines.Balance("receivable"));
        var postings = await Postings(chain.Fines, "/v1/ledger/postings?limit=7");
        Assert.Equal(90, postings.Count);
        Assert.Equal(90, postings.Select(posting => posting.GetProperty("id").GetString()).Distinct().Count());
        Assert.Equal(30, (await Postings(chain.Fines, "/v1/ledger/postings?limit=100&account=fees")).Count);
        var fine = Some.FineId(violations[3]);
        Assert.Equal(3, (await Postings(chain.Fines, "/v1/ledger/postings?limit=2&fine=" + fine)).Count);
        Assert.Empty(await Postings(chain.Fines, "/v1/ledger/postings?fine=%00"));
        var ledger = await chain.Fines.Json($"/v1/fines/{fine}/ledger");
        Assert.Equal(10_300, ledger.GetProperty("balances")[0].GetProperty("minorUnits").GetInt64());
        Assert.Equal(3, ledger.GetProperty("postings").GetArrayLength());
    }

    [Fact]
    public async Task Changes_that_come_again_or_out_of_order_are_booked_once_also_after_a_crash()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        var entries = Enumerable.Range(0, 40).SelectMany(fine => Enumerable.Range(1, 5).Select(sequence => Books.Entry(Books.Fine(fine), sequence))).ToArray();
        var random = new Random(20260503);
        for (var round = 0; round < 4; round++)
        {
            var some = entries.Where(_ => round == 3 || random.Next(2) == 0).ToArray();
            random.Shuffle(some);
            foreach (var part in some.Chunk(30)) await chain.Journal().Book(part);
            if (round == 1) await chain.Crash(AppIds.FineCollection);
        }

        Assert.Equal(entries.Length * 100, await chain.Fines.Balance("receivable"));
        await chain.Fines.BookIsSound();
        Assert.Equal(entries.Length * 2, (await Postings(chain.Fines, "/v1/ledger/postings?limit=100")).Count);
        Assert.Equal(10, (await Postings(chain.Fines, "/v1/ledger/postings?fine=" + Books.Fine(7))).Count);
    }

    [Fact]
    public async Task A_fine_of_hundreds_of_changes_keeps_each_in_small_values()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        var entries = Enumerable.Range(1, 300).Select(sequence => Books.Entry(Books.Fine(1), sequence)).Reverse().ToArray();
        foreach (var part in entries.Chunk(40)) await chain.Journal().Book(part);
        await chain.Crash(AppIds.FineCollection);
        Assert.Equal(new BookAnswer(0, 0), await chain.Journal().Book(entries));
        Assert.Equal(600, (await chain.Journal().Of(Books.Fine(1), default)).Count);
        await chain.Fines.BookIsSound();
    }

    [Fact]
    public async Task An_entry_that_does_not_sum_to_zero_is_kept_as_a_problem_and_harms_no_other()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        var wrong = Books.Entry(Books.Fine(2), 1, 100, -99);
        var huge = Books.Entry(Books.Fine(3), 2, long.MaxValue);
        Assert.Equal(new BookAnswer(2, 2), await chain.Journal().Book(Books.Entry(Books.Fine(1), 1), wrong, Books.Entry(Books.Fine(3), 1), huge));
        Assert.Equal(new BookAnswer(0, 0), await chain.Journal().Book(wrong));

        var balance = await chain.Fines.Json("/v1/ledger/trial-balance");
        Assert.Equal(0, balance.GetProperty("totals")[0].GetProperty("balanceMinorUnits").GetInt64());
        Assert.Equal(2, balance.GetProperty("problems").GetInt64());
        Assert.Equal(200, await chain.Fines.Balance("receivable"));
    }

    [Fact]
    public async Task The_balance_of_an_earlier_day_never_changes()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        for (var fine = 0; fine < 400; fine += 50) await chain.Journal().Book([.. Enumerable.Range(fine, 50).Select(number => Books.Entry(Books.Fine(number), 1))]);
        var half = (await Postings(chain.Fines, "/v1/ledger/postings?limit=100"))[400].GetProperty("bookedAt").GetString()!;
        var before = await chain.Fines.Balance("receivable", "?asOf=" + half);
        Assert.InRange(before, 1, 399 * 100);
        await chain.Journal().Book([.. Enumerable.Range(500, 50).Select(number => Books.Entry(Books.Fine(number), 1))]);

        Assert.Equal(before, await chain.Fines.Balance("receivable", "?asOf=" + half));
        var earlier = await Postings(chain.Fines, $"/v1/ledger/postings?limit=100&account=receivable&to={half}");
        var later = await Postings(chain.Fines, $"/v1/ledger/postings?limit=100&account=receivable&from={half}");
        Assert.Equal((before / 100, 450), (earlier.Count, earlier.Count + later.Count));
    }

    [Fact]
    public async Task The_export_is_a_file_of_whole_numbers_that_no_spreadsheet_takes_for_formulas()
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        for (var fine = 0; fine < 500; fine += 100) await chain.Journal().Book([.. Enumerable.Range(fine, 100).Select(number => Books.Entry(Books.Fine(number), 1))]);
        var hostile = Books.Entry(Books.Fine(900), 1);
        await chain.Journal().Book(hostile with { Postings = [.. hostile.Postings.Select(posting => posting with { Cause = "=cmd(\"a\",1)" })] });

        var lines = (await chain.Fines.GetStringAsync("/v1/ledger/postings.csv")).Split("\r\n");
        Assert.Equal("id,bookedAt,at,account,debitMinorUnits,creditMinorUnits,currency,cause,subject,sequence", lines[0]);
        Assert.Equal((1 + 1_002 + 1, ""), (lines.Length, lines[^1]));
        Assert.Equal(2, lines.Count(line => line.Contains(",\"'=cmd(\"\"a\"\",1)\",", StringComparison.Ordinal)));
        var cells = lines[1..^1].Select(line => line.Split(',')).ToList();
        Assert.Equal(cells.Sum(cell => long.Parse(cell[4])), cells.Sum(cell => long.Parse(cell[5])));
        Assert.Equal(cells.Select(cell => cell[1]).Order(StringComparer.Ordinal), cells.Select(cell => cell[1]));
    }

    [Theory]
    [InlineData("/v1/ledger/postings?account=gold", "unknown_account", "account")]
    [InlineData("/v1/ledger/postings?from=yesterday", "wrong_type", "from")]
    [InlineData("/v1/ledger/postings?starting_after=1.2", "bad_cursor", "starting_after")]
    [InlineData("/v1/ledger/postings.csv?to=2026-13-01", "wrong_type", "to")]
    [InlineData("/v1/ledger/trial-balance?asOf=now", "wrong_type", "asOf")]
    public async Task What_makes_no_sense_gets_a_clear_answer(string path, string code, string param)
    {
        await using var chain = await ServiceChain.Start(null, AppIds.FineCollection);
        using var answer = await chain.Fines.GetAsync(path);
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((400, code, param), ((int)answer.StatusCode, problem.GetProperty("code").GetString(), problem.GetProperty("param").GetString()));
    }

    internal static async Task<List<JsonElement>> Postings(HttpClient client, string path)
    {
        var all = new List<JsonElement>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await client.Json(path + (cursor.Length > 0 ? (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "starting_after=" + cursor : ""));
            all.AddRange(page.GetProperty("data").EnumerateArray());
            cursor = page.GetProperty("hasMore").GetBoolean() ? page.GetProperty("nextCursor").GetString() : null;
        }

        return all;
    }
}
