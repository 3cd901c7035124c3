namespace Fleet.VehicleTracking.Catalogue;

/// <summary>A request that was answered, by its idempotency key.</summary>
public sealed record OnceAnswer(string Key, string Hash, CatalogueOutcomes Answer);

/// <summary>The newest requests with an idempotency key whose keys have the same hash, oldest first.</summary>
public sealed record OncePage(IReadOnlyList<OnceAnswer> Answers)
{
    private const int Most = 100;

    public static OncePage Empty { get; } = new([]);

    public OnceAnswer? Find(string key) => Answers.FirstOrDefault(answer => string.Equals(answer.Key, key, StringComparison.Ordinal));

    public OncePage With(OnceAnswer answer) => new([.. Answers.TakeLast(Most - 1), answer]);
}
