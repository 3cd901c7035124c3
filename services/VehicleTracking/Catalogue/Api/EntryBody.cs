using System.Security.Cryptography;
using System.Text;
using Fleet.VehicleTracking.Catalogue.Kinds;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Fleet.VehicleTracking.Catalogue.Api;

/// <summary>What is said about the entry in a request's body.</summary>
internal static class EntryBody
{
    /// <summary>All that is wrong with an entry; 400 when it cannot be read, 422 when it makes no sense.</summary>
    public static ProblemHttpResult Problem(CatalogueKind kind, IReadOnlyList<EntryMistake> mistakes)
    {
        var isUnreadable = mistakes.Any(mistake => mistake.Code is "wrong_type" or "required" or "unknown_field");
        var problem = ServiceDefaults.Problem.Of(
            isUnreadable ? StatusCodes.Status400BadRequest : StatusCodes.Status422UnprocessableEntity,
            mistakes[0].Code,
            mistakes.Count == 1 ? mistakes[0].Detail : $"The {kind.Singular} has {mistakes.Count} mistakes; the first: {mistakes[0].Detail}",
            mistakes[0].Param);
        problem.ProblemDetails.Extensions["mistakes"] = mistakes;
        return problem;
    }

    /// <summary>Identifies what a request says, whatever the order of its fields.</summary>
    public static string Hash(params ReadOnlySpan<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 16));
}
