using System.Text.Json.Serialization;

namespace Fleet.FineCollection.Statements.Reading;

/// <summary>What a file from a bank says.</summary>
/// <param name="Statements">The statements in it; one for a CSV file.</param>
/// <param name="Lines">All lines that could be read, in the order of the file.</param>
/// <param name="Mistakes">What could not be read; the lines beside it were.</param>
public sealed record StatementFile(IReadOnlyList<Statement> Statements, IReadOnlyList<StatementLine> Lines, IReadOnlyList<LineMistake> Mistakes);

/// <summary>A statement of one account.</summary>
/// <param name="Account">IBAN or number of the account, without spaces, in capitals; empty when the file does not say.</param>
/// <param name="Id">The bank's name for the statement.</param>
/// <param name="Currency">ISO 4217 code of its balances; null for CSV.</param>
/// <param name="OpeningMinorUnits">Balance before its lines; null for CSV.</param>
/// <param name="ClosingMinorUnits">Balance after them; null for CSV.</param>
/// <param name="Lines">Number of lines.</param>
public sealed record Statement(string Account, string? Id, string? Currency, long? OpeningMinorUnits, long? ClosingMinorUnits, int Lines);

/// <summary>One movement on an account: one transaction, where the bank tells the transactions of an entry.</summary>
/// <param name="Id">Identity: the same in whichever file the line comes.</param>
/// <param name="Number">Line of the file, from 1.</param>
/// <param name="Account">Account, without spaces, in capitals.</param>
/// <param name="BookedOn">Day of booking.</param>
/// <param name="ValueDate">Day on which the money counts.</param>
/// <param name="MinorUnits">Integer minor units: positive came in, negative went out; never 0.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Text">What the payer wrote, at most 500 characters.</param>
/// <param name="References">The bank's and the payer's references of it.</param>
/// <param name="IsReturn">The bank says that it reverses or returns an earlier movement.</param>
/// <param name="Unusable">Why it cannot be matched with anything, as a stable code; null when it can.</param>
public sealed record StatementLine(
    string Id,
    int Number,
    string Account,
    DateOnly BookedOn,
    DateOnly ValueDate,
    long MinorUnits,
    string Currency,
    string Text,
    IReadOnlyList<string> References,
    bool IsReturn = false,
    string? Unusable = null)
{
    /// <summary>Money came in.</summary>
    [JsonIgnore]
    public bool IsCredit => MinorUnits > 0;
}

/// <summary>What is wrong in a file.</summary>
/// <param name="Line">Line of the file, from 1.</param>
/// <param name="Column">Character of the line, from 1.</param>
/// <param name="Code">Stable reason.</param>
/// <param name="Detail">What was expected.</param>
/// <param name="Field">Name of the column; null for the line as a whole.</param>
public sealed record LineMistake(int Line, int Column, string Code, string Detail, string? Field = null);
