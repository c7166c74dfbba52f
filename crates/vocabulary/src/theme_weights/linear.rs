//! Systems of linear equations, symmetric and positive definite.

/// The lower triangle that is a matrix's root: the matrix is the triangle times its mirror image.
/// `None` where the matrix is not positive definite.
pub(super) fn cholesky(matrix: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut root: Vec<Vec<f64>> = Vec::with_capacity(matrix.len());
    for (i, given) in matrix.iter().enumerate() {
        let mut row = Vec::with_capacity(i + 1);
        for (j, above) in root.iter().enumerate() {
            let rest = given[j] - dot(&row, &above[..j]);
            row.push(rest / above[j]);
        }
        let rest = given[i] - dot(&row, &row);
        if rest <= 0.0 {
            return None;
        }
        row.push(rest.sqrt());
        root.push(row);
    }
    Some(root)
}

/// Solves `matrix * x = wanted`, given the matrix's root.
pub(super) fn solve(root: &[Vec<f64>], wanted: &[f64]) -> Vec<f64> {
    let mut x: Vec<f64> = Vec::with_capacity(wanted.len());
    for (row, wanted) in root.iter().zip(wanted) {
        let rest = wanted - dot(row, &x);
        x.push(rest / row[x.len()]);
    }
    for i in (0..x.len()).rev() {
        x[i] /= root[i][i];
        let (before, after) = x.split_at_mut(i);
        for (value, factor) in before.iter_mut().zip(&root[i]) {
            *value -= factor * after[0];
        }
    }
    x
}

/// The diagonal of the matrix's inverse, given its root.
pub(super) fn inverse_diagonal(root: &[Vec<f64>]) -> Vec<f64> {
    let mut diagonal = vec![0.0; root.len()];
    for (column, sum) in diagonal.iter_mut().enumerate() {
        let mut below: Vec<f64> = Vec::with_capacity(root.len() - column);
        for (i, row) in root.iter().enumerate().skip(column) {
            let unit = if i == column { 1.0 } else { 0.0 };
            below.push((unit - dot(&row[column..i], &below)) / row[i]);
        }
        *sum = dot(&below, &below);
    }
    diagonal
}

/// The sum of the products, as far as both go.
pub(super) fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_system_is_solved_and_inverted() {
        let matrix = vec![
            vec![4.0, 2.0, 1.0],
            vec![2.0, 5.0, 3.0],
            vec![1.0, 3.0, 6.0],
        ];
        let root = cholesky(&matrix).unwrap();
        let x = solve(&root, &[7.0, 10.0, 10.0]);
        for (row, wanted) in matrix.iter().zip([7.0, 10.0, 10.0]) {
            assert!((dot(row, &x) - wanted).abs() < 1e-12);
        }
        for (i, found) in inverse_diagonal(&root).into_iter().enumerate() {
            let unit: Vec<f64> = (0..3).map(|j| if i == j { 1.0 } else { 0.0 }).collect();
            assert!((solve(&root, &unit)[i] - found).abs() < 1e-12);
        }
    }

    #[test]
    fn a_matrix_without_a_root_is_told() {
        assert_eq!(cholesky(&[vec![1.0, 2.0], vec![2.0, 1.0]]), None);
    }
}
