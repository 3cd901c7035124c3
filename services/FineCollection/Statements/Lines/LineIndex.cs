using Dapr.Actors;
using Dapr.Actors.Client;
using Dapr.Actors.Runtime;
using Fleet.ServiceDefaults.Indexes;

namespace Fleet.FineCollection.Statements.Lines;

/// <summary>A bank line as lists show it.</summary>
/// <param name="Id">Identity of the line.</param>
/// <param name="State">One of <see cref="LineStates"/>.</param>
/// <param name="Account">The account that it moved on.</param>
/// <param name="BookedOn">Day of booking.</param>
/// <param name="ValueDate">Day on which the money counts.</param>
/// <param name="MinorUnits">Integer minor units, money that came in positive.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Text">What the payer wrote.</param>
/// <param name="FineId">The fine that it pays, or whose payment it takes back.</param>
/// <param name="Reason">Why it is unmatched or ignored.</param>
/// <param name="ImportId">The file that it first came in.</param>
/// <param name="TakenAt">When, UTC; lists are ordered by it.</param>
public sealed record LineRow(
    string Id, string State, string Account, DateOnly BookedOn, DateOnly ValueDate, long MinorUnits, string Currency, string Text, string? FineId, string? Reason,
    string ImportId, DateTimeOffset TakenAt)
{
    private const int MostReferences = 4;

    /// <summary>The row of a line.</summary>
    public static LineRow Of(BankLine line) => new(
        line.Line.Id, line.State, line.Line.Account, line.Line.BookedOn, line.Line.ValueDate, line.Line.MinorUnits, line.Line.Currency, line.Line.Text,
        line.FineId, line.Reason, line.ImportId, line.TakenAt);

    /// <summary>The list of the lines of a state.</summary>
    public static string StateTerm(string state) => "state:" + state;

    /// <summary>The list of the lines that came in with a reference.</summary>
    public static string ReferenceTerm(string account, string reference) => Contracts.DerivedId.Of("ref", account, reference);

    /// <summary>The row with the lists it stands in.</summary>
    public static IndexItem<LineRow> Item(BankLine line)
    {
        var references = line.Line.IsCredit ? line.Line.References.Take(MostReferences).Select(reference => ReferenceTerm(line.Line.Account, reference)) : [];
        return new IndexItem<LineRow>(line.Line.Id, line.Sequence, line.TakenAt, Of(line), [StateTerm(line.State), .. references], []);
    }
}

/// <summary>A shard of the lists of bank lines.</summary>
public interface ILineIndex : IActor
{
    Task<IndexTaken> Put(IndexBatch<LineRow> batch);

    Task<IndexSlice<LineRow>> Read(IndexRead read);

    Task<IndexHead> Head();

    Task<IndexHead> Begin(IndexGeneration generation);

    Task<IndexHead> Switch(IndexGeneration generation);

    Task<IndexErased> Erase();
}

/// <inheritdoc cref="ILineIndex"/>
public sealed class LineIndex(ActorHost host) : IndexActor<LineRow>(host), ILineIndex
{
    private const int Shards = 2;

    /// <summary>Writes and reads the lists.</summary>
    public static IndexClient<LineRow> Client(IActorProxyFactory actors) => new(actors, nameof(LineIndex), Shards);
}
