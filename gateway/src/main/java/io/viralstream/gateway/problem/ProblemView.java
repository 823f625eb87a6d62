package io.viralstream.gateway.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// The body of `application/problem+json`; `field` is our extension and absent where no field is at
/// fault.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemView(
    String type, String title, int status, String detail, @Nullable String field) {}
