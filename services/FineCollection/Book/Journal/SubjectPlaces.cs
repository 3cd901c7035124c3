namespace Fleet.FineCollection.Book.Journal;

/// <summary>
/// Where the changes of a subject stand in the journal, and with that which of them are booked. A value covers <see cref="Span"/> sequences, so it
/// stays small for ever; the first one knows how many there are.
/// </summary>
/// <param name="Places">One a booked change, in the order they came.</param>
/// <param name="LastPart">Number of the last value of the subject; only in the first.</param>
internal sealed record SubjectPlaces(IReadOnlyList<SubjectPlace> Places, int LastPart)
{
    public const int Span = 64;

    public static SubjectPlaces Empty { get; } = new([], 0);

    public static int PartOf(int sequence) => sequence / Span;

    public bool Has(int sequence) => Places.Any(place => place.Sequence == sequence);

    public SubjectPlaces With(SubjectPlace place) => this with { Places = [.. Places, place] };
}

/// <summary>Where a change stands.</summary>
/// <param name="Sequence">Which change of the subject.</param>
/// <param name="Position">Position of its first posting.</param>
/// <param name="Count">Number of postings; 0 for one that could not be booked.</param>
internal sealed record SubjectPlace(int Sequence, long Position, int Count);
