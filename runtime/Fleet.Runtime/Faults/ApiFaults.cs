using Fleet.Runtime.Hosting;
using Fleet.Runtime.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Fleet.Runtime.Faults;

/// <summary>Faults between an app and its own sidecar: they act on what comes through the API's door.</summary>
internal static class ApiFaults
{
    private static readonly FaultForm<bool> Form = new(
        rule => throw new ApiException(FaultErrors.Refused(rule)), () => new HttpRequestException("the connection broke"));

    /// <summary>Answers a call by <paramref name="answer"/> as the faults of its runtime want it.</summary>
    public static async Task RunAsync(HttpContext http, Sidecar sidecar, string path, Func<Task> answer)
    {
        var faults = sidecar.Runtime.Faults;
        var decision = faults.Decide(new FaultPlace(FaultOperations.Api, sidecar.AppId, Path: path));
        // The answer of the second call is the one that is seen: what has been written cannot be taken back.
        var unseen = decision.Act?.Rule.Kind is FaultKind.DropAnswer or FaultKind.Duplicate ? 1 : 0;
        byte[]? body = null;
        try
        {
            body = unseen > 0 ? await RequestBody.ReadAsync(http.Request, http.RequestAborted) : null;
            await FaultCalls.ActAsync(decision, faults.Time, Form, AnswerAsync, http.RequestAborted);
        }
        catch (ApiException refused)
        {
            await new ApiCall(http, sidecar, default, path).FailAsync(refused.Error);
        }
        catch (BadHttpRequestException bad)
        {
            await new ApiCall(http, sidecar, default, path).FailAsync(CommonErrors.Malformed(bad.Message));
        }
        catch (Exception broken) when (broken is HttpRequestException || http.RequestAborted.IsCancellationRequested)
        {
            http.Abort();
        }

        async Task<bool> AnswerAsync(CancellationToken cancellationToken)
        {
            if (body is not null)
                http.Request.Body = new MemoryStream(body, writable: false);
            await (unseen-- > 0 ? UnseenAsync(http, answer) : answer());
            return true;
        }
    }

    private static async Task UnseenAsync(HttpContext http, Func<Task> answer)
    {
        var seen = http.Features.Get<IHttpResponseBodyFeature>();
        http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
        await answer();
        http.Features.Set(seen);
        http.Response.Clear();
    }
}
