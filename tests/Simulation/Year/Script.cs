using System.Globalization;

namespace Fleet.Tests.Simulation.Year;

/// <summary>One thing that somebody will do: when the fine has been in one of some states for some days, or so many days before it is prescribed.</summary>
/// <param name="States">Any of these; empty: whatever the state.</param>
/// <param name="Days">Days in the state, or since the step before.</param>
/// <param name="BeforePrescription">Days count back from prescription.</param>
/// <param name="Act">What is done.</param>
/// <param name="Arguments">How.</param>
internal sealed record Step(IReadOnlyList<string> States, int Days, bool BeforePrescription, string Act, IReadOnlyList<string> Arguments)
{
    /// <summary>Reads <c>served/reminded+3..9 pay half; ~20 owner</c>; of a range one number is drawn.</summary>
    public static IEnumerable<Step> Read(string script, Random random) =>
        script.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => One(text, random));

    private static Step One(string text, Random random)
    {
        var words = text.Split(' ');
        var at = words[0].IndexOfAny(['+', '~']);
        var range = words[0][(at + 1)..].Split("..").Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
        var states = words[0][..at].Split('/', StringSplitOptions.RemoveEmptyEntries);
        return new Step(states, random.Next(range[0], range[^1] + 1), words[0][at] == '~', words[1], words[2..]);
    }
}

/// <summary>What people do. Most is drawn by weight; the corners of the table are walked by a few who do as they are told.</summary>
internal static class Scripts
{
    private const string First = "discount_window/served";
    private const string Open = "issued/discount_window/served";

    private static readonly (int Weight, string Script)[] Habits =
    [
        (20, $"{First}+0..8 pay low"),
        (14, "served/reminded+1..20 bank due"),
        (8, "reminded+2..10 bank due"),
        (4, "final_notice+2..9 pay due"),
        (4, "in_collection+5..60 bank due"),
        (4, ""),
        (5, "served+0..10 pay half; reminded+3..9 pay due"),
        (3, "served+0..9 bank short; reminded+1..5 bank short; final_notice+1..5 pay due"),
        (4, $"{First}+1..5 pay over; paid+3..10 refund all"),
        (3, $"{First}+1..5 pay due; paid+0..3 bank penalty; paid+5..9 refund half; paid+2..4 refund all"),
        (3, $"{First}+1..5 pay low; paid+2..9 reverse; served/reminded+3..9 bank due"),
        (2, "served+1..4 bank due; paid+2..9 reverse; reminded+3..9 pay due; paid+3..9 reverse"),
        (4, $"{Open}+1..8 object; objected+5..30 uphold; {First}+1..5 pay low"),
        (3, $"{Open}+1..8 object; objected+5..30 reduce; {First}+1..30 bank due"),
        (2, $"{First}+1..3 pay half; {First}+1..4 object; objected+10..40 dismiss; dismissed+3..9 refund all"),
        (2, $"{First}+1..3 object; objected+1..5 pay due; objected+10..40 reduce; paid+3..9 refund all"),
        (3, $"{Open}+1..9 nominate"),
        (2, $"{First}+1..2 pay half; {First}+1..3 nominate; nominated+2..5 refund all"),
        (3, $"{First}+1..9 plan 3 20; instalments+1..5 part; instalments+25..30 part; instalments+25..30 part"),
        (3, "served+2..9 plan 4 15; instalments+3..5 part; reminded+2..5 pay due"),
        (2, "reminded/final_notice+2..5 plan 2 10; instalments+2..6 pay half; instalments+1..9 object; in_collection+9..30 bank due"),
        (1, $"{Open}+1..4 withdraw"),
        (1, $"{First}+1..4 pay low; paid+1..9 withdraw; withdrawn+3..9 refund all"),
        (2, "in_collection+30..90 writeoff; written_off+2..9 pay half; written_off+2..9 refund all"),
        (1, "reminded+1..3 pay half; in_collection+20..30 writeoff; written_off+10..20 reverse; in_collection+20..30 bank due"),
    ];

    private static readonly string[] Running = ["issued", "discount_window", "served", "reminded", "final_notice", "in_collection", "instalments"];

    private static readonly string[] Ended = ["dismissed", "nominated", "withdrawn", "written_off", "prescribed", "referred", "objected", "paid"];

    /// <summary>What one person does.</summary>
    public static string Draw(Random random)
    {
        var pick = random.Next(Habits.Sum(habit => habit.Weight));
        return Habits.First(habit => (pick -= habit.Weight) < 0).Script;
    }

    /// <summary>Walks for plates that nobody knows.</summary>
    public static IReadOnlyList<string> OfUnknown { get; } =
    [
        "owner_unknown+1 pay disc; owner_unknown+2 owner",
        "owner_unknown+1 pay due; paid+2 reverse; owner_unknown+1 refund all; owner_unknown+1 writeoff",
        "owner_unknown+1 pay 100; owner_unknown+1 reverse; owner_unknown+1 withdraw",
        "",
        .. new[] { 1, 8, 17, 23, 31, 60 }.Select(days => $"~{days} owner"),
        "~75 owner; in_collection+0 planlast; instalments+1 part",
    ];

    /// <summary>Walks for known plates.</summary>
    public static IReadOnlyList<string> OfKnown { get; } =
    [
        .. Running.SelectMany(state => new[] { "object; objected+2 uphold", "nominate", "withdraw", "writeoff", "pay due; paid+1 reverse", "pay 100; +1 reverse; +1 refund all" }.Select(act => To(state) + act)),
        .. Running.Where(state => state != "instalments").Select(state => $"{state}+0 plan 2 0"),
        "issued+1 serve 0", "issued+1 serve 1",
        "discount_window+1 object; objected+1 pay disc; objected+1 uphold",
        "served+1 object; objected+1 dismiss", "served+0 object; objected+1 withdraw", "served+0 pay due; paid+1 withdraw",
        "served+0 pay half; served+0 writeoff; written_off+1 reverse",
        .. Ended.Select(state => Into(state) + $"{state}+1 pay 500; {state}+1 reverse; {state}+1 pay 500; {state}+1 refund all; {state}+1 reverse"),
    ];

    /// <summary>Walks for those whose deadlines do not come because the books stand still; begun on the first day of it.</summary>
    public static IReadOnlyList<string> OfOutage { get; } =
    [
        "issued+18 pay disc; issued+1 serve 0", "issued+18 pay disc", "issued+7 pay 100; issued+1 reverse", "issued+17 pay 100; issued+1 reverse",
    ];

    /// <summary>The same, begun eight days before it.</summary>
    public const string BeforeOutage = "discount_window+13 pay 100; discount_window+1 reverse";

    private static string To(string state) => state == "instalments" ? "served+0 plan 3 10; instalments+1 " : $"{state}+0 ";

    private static string Into(string state) => state switch
    {
        "dismissed" => "served+0 object; objected+1 dismiss; ",
        "nominated" => "served+0 nominate; ",
        "withdrawn" => "served+0 withdraw; ",
        "written_off" => "served+0 writeoff; ",
        "objected" => "served+0 object; ",
        "paid" => "served+0 pay due; ",
        _ => "",
    };
}
