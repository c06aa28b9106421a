# Writes r-figures.ts: small data sets with what R's glm and lm make of them. Run once, from this folder:
#   Rscript r-figures.R > r-figures.ts
# The tests read r-figures.ts alone and need no R.

number <- function(x) ifelse(is.na(x), "null", sprintf("%.17g", x))
list_of <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")

column_of <- function(name, x) {
  if (is.factor(x))
    sprintf("{ name: '%s', levels: [%s], features: [%s] }", name, paste(as.integer(x) - 2, collapse = ", "),
            paste0("'", levels(x)[-1], "'", collapse = ", "))
  else sprintf("{ name: '%s', values: %s }", name, list_of(as.numeric(x)))
}

tell <- function(name, link, data, outcome, terms, collinear = FALSE) {
  # The tolerance of collinear columns hangs together with the one of the fit.
  formula <- reformulate(terms, outcome)
  warnings <- character()
  fit <- withCallingHandlers(
    if (link == "logit") glm(formula, binomial, data, control = glm.control(epsilon = if (collinear) 1e-10 else 1e-14, maxit = 60)) else lm(formula, data, tol = 1e-12),
    warning = function(w) { warnings <<- c(warnings, conditionMessage(w)); invokeRestart("muffleWarning") })
  figures <- suppressWarnings(coef(summary(fit)))
  rows <- vapply(names(coef(fit)), function(term) {
    if (!(term %in% rownames(figures))) return(sprintf("    ['%s', null, null, null],", term))
    sprintf("    ['%s', %s],", term, paste(number(figures[term, c(1, 2, 4)]), collapse = ", "))
  }, "")
  quoted <- if (length(warnings) == 0) "" else paste0("'", unique(warnings), "'", collapse = ", ")
  cat(sprintf("  {\n    name: '%s',\n    link: '%s',\n    warnings: [%s],\n    outcome: %s,\n    columns: [\n      %s,\n    ],\n",
              name, link, quoted, list_of(data[[outcome]]),
              paste(mapply(column_of, terms, data[terms]), collapse = ",\n      ")))
  cat("    figures: [\n")
  cat(paste0("  ", rows), sep = "\n")
  cat(sprintf("    ],\n    deviance: %s,\n    nullDeviance: %s,\n    degreesOfFreedom: %d,\n  },\n",
              number(deviance(fit)), number(if (link == "logit") fit$null.deviance else sum((data[[outcome]] - mean(data[[outcome]]))^2)),
              df.residual(fit)))
}

cat(sprintf("/** Written by r-figures.R with %s: data sets, and what glm and lm make of them. */\n", R.version.string))
cat("export interface RFigures {\n  readonly name: string;\n  readonly link: 'logit' | 'identity';\n  /** What R warned of. */\n  readonly warnings: readonly string[];\n  readonly outcome: readonly number[];\n  /** Numbers, or the feature of each row (-1: the base level). */\n  readonly columns: readonly (\n    | { readonly name: string; readonly values: readonly number[] }\n    | { readonly name: string; readonly levels: readonly number[]; readonly features: readonly string[] }\n  )[];\n  /** Term, coefficient, standard error, p; null where R says NA. */\n  readonly figures: readonly (readonly [term: string, coefficient: number | null, standardError: number | null, p: number | null])[];\n  readonly deviance: number;\n  readonly nullDeviance: number;\n  readonly degreesOfFreedom: number;\n}\nexport const R_FIGURES: readonly RFigures[] = [\n")

cars <- transform(mtcars, cyl = factor(cyl))
tell("consumption of cars", "identity", cars, "mpg", c("wt", "hp", "cyl"))
tell("engines of cars", "logit", cars, "vs", "mpg")
tell("births", "logit", infert, "case", c("age", "spontaneous", "induced", "education"))
tell("irises", "identity", iris, "Petal.Width", c("Petal.Length", "Species"))
tell("warp breaks", "identity", warpbreaks, "breaks", c("wool", "tension"))

# The nasty ones.
tell("nearly collinear (Longley)", "identity", longley, "Employed",
     c("GNP.deflator", "GNP", "Unemployed", "Armed.Forces", "Population", "Year"))
i <- 0:29
tell("numbers about 1e9", "identity", data.frame(x = 1e9 + i, y = 2 * i + (i * 7) %% 5), "y", "x")
tell("collinear and constant", "logit",
     data.frame(x = i %% 7, twice = 2 * (i %% 7) - 3, same = 5, z = (i * i) %% 11, y = as.integer((i * 13) %% 10 < 3 + (i %% 7) / 2)), "y",
     c("x", "twice", "same", "z"), collinear = TRUE)
level <- factor(rep(c("a", "b", "c"), each = 10))
tell("a level that always happens", "logit", data.frame(level, y = c(rep(1, 2), rep(0, 8), rep(1, 4), rep(0, 6), rep(1, 10))), "y", "level")
tell("separated by a bound", "logit", data.frame(age = 20 + 2 * i, z = (i * 7) %% 4, y = as.integer(20 + 2 * i >= 50)), "y", c("age", "z"))
tell("steep but not separated", "logit", data.frame(x = c(-40:-1, 1:40, 2, -3), y = c(rep(0, 40), rep(1, 40), 0, 1)), "y", "x")
x <- 0:20
tell("powers to the fifth (Wampler)", "identity",
     data.frame(x, x2 = x^2, x3 = x^3, x4 = x^4, x5 = x^5, y = 1 + x + x^2 + x^3 + x^4 + x^5 + 1000 * c(759, -2048)[1 + x %% 2]), "y",
     c("x", "x2", "x3", "x4", "x5"))
cat("];\n")
